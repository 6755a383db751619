/** What a message is posted as, alike with a key and as a user. */
import type { Outgoing } from '../contract.ts';
import { Rejected } from '../errors.ts';

/** Throws `Rejected` when there is nothing in it. */
export function refuseEmpty(text: string): void {
  if (text.trim() === '') throw new Rejected('There is nothing to send: the message is empty.', 'invalid');
}

export function sendBody(roomId: string, { text, clientId, replyTo }: Outgoing): Record<string, unknown> {
  refuseEmpty(text);
  return {
    roomId: Number(roomId),
    type: 'text',
    body: { text },
    localId: clientId,
    // Spika refuses null here.
    ...(replyTo === null ? {} : { replyId: Number(replyTo) }),
  };
}
