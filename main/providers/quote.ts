/** Repeating a service's own words in a sentence for the user, without ever repeating a secret it may have echoed. */

/** A text that shares this many characters in a row with a secret is not quoted at all: services echo keys cut or reformatted, too. */
const tellingLength = 8;
const longestQuote = 160;

/**
 * The service's short message in quotation marks with a space before it, or '' where it is empty, markup, or near a secret.
 * At most 160 characters; white space and control characters become single spaces.
 */
export function quote(text: string | null, secrets: readonly string[]): string {
  if (text === null) return '';
  const plain = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  if (plain === '' || plain.startsWith('<') || secrets.some((secret) => revealsPartOf(secret, plain))) return '';
  const characters = Array.from(plain);
  return ` “${characters.length > longestQuote ? `${characters.slice(0, longestQuote - 1).join('')}…` : plain}”`;
}

function revealsPartOf(secret: string, text: string): boolean {
  if (secret === '') return false;
  const haystack = text.toLowerCase();
  const needle = secret.toLowerCase();
  const length = Math.min(tellingLength, needle.length);
  for (let start = 0; start + length <= needle.length; start += 1) {
    if (haystack.includes(needle.slice(start, start + length))) return true;
  }
  return false;
}
