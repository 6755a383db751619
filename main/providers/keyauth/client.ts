/** One call to KeyAuth: always a form that is posted, since its other way, the address line, would leave passwords in logs on the way. */
import type { ProviderContext } from '../contract.ts';
import { Protocol, Unreachable, type Delivery } from '../errors.ts';
import { requestText, type TextAnswer } from '../http.ts';
import { noSuchApplication, readAnswer, type Reply } from './answer.ts';
import { info } from './info.ts';
import { addressOf, settingsOf } from './settings.ts';

/** The calls Parley makes. `ban`, `log`, `webhook` and `register` are left alone on purpose. */
export type CallType = 'init' | 'login' | 'license' | 'check' | 'chatget' | 'chatsend';

export interface Client {
  /** Rejects with one of the shared errors unless KeyAuth said yes or no. */
  call(type: CallType, parameters: Record<string, string>, signal: AbortSignal): Promise<Reply>;
  /** Resolves when something that speaks like KeyAuth answers. Names neither application nor user. */
  reach(signal: AbortSignal): Promise<void>;
}

/** `timeout` in ms for each call. */
export function createClient({ values, fetch, clock }: ProviderContext, timeout?: number): Client {
  function post(parameters: Record<string, string>, signal: AbortSignal): Promise<TextAnswer> {
    return requestText({
      fetch,
      clock,
      service: info.name,
      // Without the slash the server would redirect, and a form does not survive that.
      url: `${addressOf(values).base}/`,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(parameters).toString(),
      timeout,
      signal,
    });
  }

  const situation = (unclear: Delivery) => ({ unclear, now: clock.now() });

  return {
    async call(type, parameters, signal) {
      const { application, ownerId } = settingsOf(values);
      const form = { type, name: application, ownerid: ownerId, ...parameters };
      if (type === 'chatsend') return readAnswer(await post(form, signal), situation('maybe'));
      return readAnswer(await post(form, signal).catch(withoutEffect), situation('no'));
    },

    async reach(signal) {
      const answer = await post({ type: 'check' }, signal).catch(withoutEffect);
      if (answer.text.trim() !== noSuchApplication) readAnswer(answer, situation('no'));
    },
  };
}

/** `requestText` takes whatever is posted for a change; of KeyAuth's calls only `chatsend` leaves a message behind. */
function withoutEffect(error: unknown): never {
  if (error instanceof Unreachable) throw new Unreachable(error.message, 'no');
  if (error instanceof Protocol) throw new Protocol(error.message, 'no');
  throw error;
}
