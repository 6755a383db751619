/** The codes the service mails. Nobody's real post box is involved. */
export interface Post {
  /** Mails a new code for this chat; an earlier one no longer holds. */
  mailCode(chatId: number, email: string): void;
  /** Whether this is the code; it can be used once. */
  redeem(chatId: number, email: string, code: number): boolean;
  /** The last code mailed to this address; null when none was. */
  lastCode(email: string): number | null;
}

export interface PostParts {
  /** In [100000, 999999]. */
  makeCode(): number;
  onMailed(chatId: number, email: string, code: number): void;
}

export function createPost({ makeCode, onMailed }: PostParts): Post {
  const valid = new Map<string, number>();
  const last = new Map<string, number>();
  const key = (chatId: number, email: string) => `${chatId} ${email.toLowerCase()}`;
  return {
    mailCode(chatId, email) {
      const code = makeCode();
      valid.set(key(chatId, email), code);
      last.set(email.toLowerCase(), code);
      onMailed(chatId, email, code);
    },
    redeem(chatId, email, code) {
      return valid.get(key(chatId, email)) === code && valid.delete(key(chatId, email));
    },
    lastCode: (email) => last.get(email.toLowerCase()) ?? null,
  };
}
