/** Plain sample data, for tests and for the processes they start. */
import type { AccountRecord, IncomingMessage, StoreWriter } from '../../../main/store/contract.ts';

export const base = 1_750_000_000_000;

export const account: AccountRecord = {
  id: '0a8b4a0e-5a53-4b8f-9a9c-0f5d1a7a9d01',
  kind: '8x8',
  name: 'Work',
  hue: 210,
  settings: { rooms: 'one\ntwo' },
  keep: 'keychain',
  createdAt: 1_700_000_000_000,
  paused: false,
};

/** Message number `n`, sent `n` seconds after the base; its order is in microseconds, as at 8x8. */
export function incoming(n: number, more: Partial<IncomingMessage> = {}): IncomingMessage {
  const sentAt = base + n * 1000;
  return { remoteId: `m${n}`, authorId: 'ana', authorName: 'Ana', text: `text ${n}`, sentAt, order: sentAt * 1000, ...more };
}

type Wish = Parameters<StoreWriter['enqueue']>[0];

/** What `enqueue` takes for a message of ours. */
export function outgoing(id: string, conversationId: number, text: string, more: Partial<Wish> = {}): Wish {
  return { id, conversationId, kind: 'send', text, targetId: null, forAll: false, replyToId: null, createdAt: base, ...more };
}
