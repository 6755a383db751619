/** Hides secrets in text that is about to be written down or shown. Callers should not put secrets there; this makes sure. */
export interface Redactor {
  hide(secret: string): void;
  clean(text: string): string;
}

/** Shorter values would blot out ordinary words. */
const shortestSecret = 6;

/** `mark` takes the place of a secret. */
export function createRedactor(mark = '[hidden]'): Redactor {
  /** The longest first: a secret may be the beginning of another. */
  let spellings: string[] = [];
  /** All of them at once: with a token for each of many chats, one search after another would take milliseconds for each call. */
  let any: RegExp | null = null;

  return {
    hide(given) {
      const secret = given.toWellFormed();
      if (secret.length < shortestSecret || spellings.includes(secret)) return;
      spellings = [...new Set([...spellings, ...spellingsOf(secret)])].sort((a, b) => b.length - a.length);
      any = new RegExp(spellings.map(escaped).join('|'), 'g');
    },
    clean: (text) => (any ? text.replace(any, () => mark) : text),
  };
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A secret as itself, and as it looks in an address, a form, JSON, and anywhere in something encoded as Base64 (RFC 4648). */
function spellingsOf(secret: string): string[] {
  const inForm = new URLSearchParams({ _: secret }).toString().slice(2);
  const base64 = [0, 1, 2].map((offset) => insideBase64(secret, offset));
  const base64url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, encodeURIComponent(secret), inForm, JSON.stringify(secret).slice(1, -1), ...base64, ...base64url];
}

/** The characters that stand for this secret alone when `offset` bytes, counted in threes, come before it: neighbours share the edges. */
function insideBase64(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(first, last);
}
