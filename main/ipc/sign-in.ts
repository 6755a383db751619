/** Handlers of the `signIn` area. What a sign-in brings stays in main. */
import type { Engine } from '../engine.ts';
import type { Handlers } from './register.ts';

type SignInChannel = Extract<keyof Handlers, `signIn.${string}`>;

export function signInHandlers(engine: () => Promise<Engine>): Pick<Handlers, SignInChannel> {
  return {
    async 'signIn.begin'({ signInId, target }) {
      return (await engine()).accounts.signIns.begin(signInId, target);
    },
    async 'signIn.answer'({ signInId, values }) {
      return (await engine()).accounts.signIns.answer(signInId, values);
    },
    async 'signIn.cancel'({ signInId }) {
      (await engine()).accounts.signIns.cancel(signInId);
      return null;
    },
  };
}
