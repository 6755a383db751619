/** Which links may leave Parley, and in what form. */
const allowed = new Set(['https:', 'http:', 'mailto:']);
const longest = 4096;

/** The link as the system gets it, written out anew, or null when it is not one to open. */
export function safeExternalUrl(text: string): string | null {
  if (text.length > longest) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  // Credentials in a link serve only to dress it up as another host.
  if (!allowed.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}
