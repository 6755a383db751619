/** Hides secrets in text that is about to be written down. Callers should not log secrets; this makes sure. */
export interface Redactor {
  hide(secret: string): void;
  clean(text: string): string;
}

/** Shorter values would blot out ordinary words. */
const shortestSecret = 6;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    hide(secret) {
      if (secret.length < shortestSecret) return;
      secrets.add(secret);
      secrets.add(encodeURIComponent(secret));
      secrets.add(JSON.stringify(secret).slice(1, -1));
    },
    clean(text) {
      let cleaned = text;
      for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '[hidden]');
      return cleaned;
    },
  };
}
