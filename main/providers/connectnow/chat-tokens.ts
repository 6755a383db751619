/** Chat-user tokens: one for each chat and person, among the account's secrets. */
import type { ProviderContext } from '../contract.ts';

export interface ChatTokens {
  /** The e-mail address under which the account is in this chat, in lower case; empty when it has none. */
  email(chatId: string): string;
  get(chatId: string): string | null;
  keep(chatId: string, email: string, token: string): Promise<void>;
  forget(chatId: string): Promise<void>;
}

export function createChatTokens({ tokens, values }: Pick<ProviderContext, 'tokens' | 'values'>): ChatTokens {
  function email(chatId: string): string {
    const kept = tokens.get(personName(chatId));
    return kept === null ? tidy(values['email'] ?? '') : decodeURIComponent(kept);
  }
  return {
    email,
    get: (chatId) => tokens.get(tokenName(chatId, email(chatId))),
    async keep(chatId, address, token) {
      for (const [name, value] of Object.entries(chatTokenEntries(chatId, address, token))) await tokens.set(name, value);
    },
    forget: (chatId) => tokens.set(tokenName(chatId, email(chatId)), null),
  };
}

/** What is kept for a person in a chat, by name. Values must be ASCII, which an address need not be. */
export function chatTokenEntries(chatId: string, email: string, token: string): Record<string, string> {
  const person = tidy(email);
  return { [personName(chatId)]: encodeURIComponent(person), [tokenName(chatId, person)]: token };
}

const personName = (chatId: string) => `person in chat ${chatId}`;
const tokenName = (chatId: string, email: string) => `token of ${encodeURIComponent(email)} in chat ${chatId}`;
const tidy = (email: string) => email.trim().toLowerCase();
