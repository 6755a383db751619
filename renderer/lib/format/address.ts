/** Whether a typed server address would carry the key for anyone to read. Main decides; the form warns before. */

/** Plain http to something that is not this computer. */
export function isUnencrypted(address: string): boolean {
  const url = URL.parse(address.trim());
  return url?.protocol === 'http:' && url.hostname !== '' && !isLoopback(url.hostname);
}

/** RFC 6761 reserves `localhost` and everything below it for this computer. */
function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname) || /^(.+\.)?localhost$/.test(hostname);
}

/** The value that holds the user's word that plain http will do: "yes" or empty. */
export const plainHttp = 'plainHttp';

export function hostOf(address: string): string {
  return URL.parse(address.trim())?.host ?? '';
}
