/** The calls of Spika's messaging API. It has none for reading. */
import { z } from 'zod';
import type { Outgoing, ProviderContext, SendReceipt } from '../contract.ts';
import type { ServerAddress } from '../address.ts';
import { AuthError } from '../errors.ts';
import { quote } from '../quote.ts';
import { createCaller } from '../spika/caller.ts';
import { toMessages } from '../spika/map.ts';
import { readAs } from '../spika/read.ts';
import { sentSchema } from '../spika/schemas.ts';
import { sendBody } from '../spika/send-body.ts';

export interface MessagingClient {
  address(): ServerAddress;
  reach(signal: AbortSignal): Promise<void>;
  verify(signal: AbortSignal): Promise<string>;
  send(roomId: string, outgoing: Outgoing, signal: AbortSignal): Promise<SendReceipt>;
}

const api = '/api/messaging';
/** `test/auth` echoes the whole row of the key's sender: nothing but the name is looked at. */
const senderSchema = z.looseObject({ displayName: z.string().nullish().catch(null) });

/** `timeout` in ms for each call. */
export function createMessagingClient(context: ProviderContext, timeout?: number): MessagingClient {
  const { values, clock } = context;
  const key = (values['key'] ?? '').trim();
  const spika = createCaller({ context, endpoint: `${api}/messages`, credential: 'key', timeout, secrets: () => [key] });

  function ownKey(): string {
    if (key === '') throw new AuthError('This account has no key yet. Copy one from the settings of a room in Spika.');
    return key;
  }

  return {
    address: spika.address,

    async reach(signal) {
      const answer = await spika.call({ method: 'GET', path: `${api}/test`, credential: null }, signal);
      spika.dataOf(answer, false);
    },

    async verify(signal) {
      const answer = await spika.call({ method: 'GET', path: `${api}/test/auth`, credential: ownKey() }, signal);
      const sender = senderSchema.safeParse(spika.dataOf(answer, false)).data;
      const name = quote(sender?.displayName ?? null, [key]);
      return name === '' ? 'Spika accepts the key.' : `Spika accepts the key: people see its messages as${name}.`;
    },

    async send(roomId, outgoing, signal) {
      const body = sendBody(roomId, outgoing);
      const answer = await spika.call({ method: 'POST', path: `${api}/messages`, credential: ownKey(), body }, signal);
      const { message } = readAs(sentSchema, spika.dataOf(answer, true), 'a receipt', 'maybe');
      // The answer comes before anybody else can have seen it, and is never read again.
      const sent = { ...toMessages([message], { ownId: message.fromUserId, nameOf: () => 'You', now: clock.now() })[0]!, seenBy: null };
      return { renderedText: sent.text, message: sent };
    },
  };
}
