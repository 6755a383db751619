/** Sign-ins under way: each is a few steps between the form and an account, kept here while the user looks for a code. */
import type { SignInState } from '../../preload/contract/api.ts';
import type { SignInStep } from '../../preload/contract/provider.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';
import type { SignIn } from '../providers/contract.ts';
import type { Access } from './access.ts';
import { tidyValues, type Values } from './values.ts';

/** What a sign-in is for: an account about to be added, one that is there, or writing in one conversation. */
export type SignInTarget = { kind: string; values: Values } | { accountId: string; values: Values } | { conversationId: number };

export interface PreparedSignIn {
  steps: SignIn;
  /** What the account that is about to be added will be added with; null where there is an account already. */
  forNew: { kind: string; access: Access } | null;
  /** Runs once the last step is answered. */
  finish(): Promise<void>;
}

export interface SignIns {
  /** A second beginning under the same id ends the first. */
  begin(signInId: string, target: SignInTarget): Promise<SignInState>;
  /** Rejects with the provider's `Rejected` for a wrong answer: the same step may then be answered again. */
  answer(signInId: string, values: Values): Promise<SignInState>;
  /** Also forgets what a finished one brought. */
  cancel(signInId: string): void;
  /** What a finished sign-in for an account of this kind brought; null while there is none. */
  brought(signInId: string, kind: string): Access | null;
}

interface Running extends PreparedSignIn {
  /** To be answered; null before the first and after the last. */
  step: SignInStep | null;
  /** The service is content; what is left is to keep what it gave, which a keychain may refuse at first. */
  answered: boolean;
  busy: boolean;
  controller: AbortController;
  cancelTimer: () => void;
}

/** Nobody looks for a code longer than this, ms; codes lapse sooner. */
const longestIdle = 15 * 60_000;
const mostRunning = 8;

/** `prepare` calls nobody; the calls of its steps end with the signal. `hide` hears of every secret among the answers. */
export function createSignIns(
  clock: Clock,
  prepare: (target: SignInTarget, signal: AbortSignal) => Promise<PreparedSignIn>,
  hide: (secret: string) => void,
): SignIns {
  const running = new Map<string, Running>();

  function cancel(signInId: string): void {
    const found = running.get(signInId);
    running.delete(signInId);
    found?.cancelTimer();
    found?.controller.abort(new Problem('conflict', 'This sign-in was ended.'));
  }

  function restartTimer(signInId: string, signIn: Running): void {
    signIn.cancelTimer();
    signIn.cancelTimer = clock.after(longestIdle, () => cancel(signInId));
  }

  /** Makes one call of the steps and takes in what comes of it. */
  async function proceed(signInId: string, signIn: Running, call: Promise<SignInStep | 'done'>): Promise<SignInState> {
    signIn.busy = true;
    try {
      const next = await call;
      signIn.controller.signal.throwIfAborted();
      if (next !== 'done') {
        signIn.step = next;
        return { done: false, step: next };
      }
      signIn.answered = true;
      await signIn.finish();
      signIn.step = null;
      if (!signIn.forNew) cancel(signInId);
      return { done: true };
    } finally {
      signIn.busy = false;
      if (running.get(signInId) === signIn) restartTimer(signInId, signIn);
    }
  }

  return {
    async begin(signInId, target) {
      const controller = new AbortController();
      const prepared = await prepare(target, controller.signal);
      cancel(signInId);
      if (running.size >= mostRunning) cancel([...running.keys()][0]!);
      const signIn: Running = { ...prepared, step: null, answered: false, busy: false, controller, cancelTimer: () => {} };
      running.set(signInId, signIn);
      try {
        return await proceed(signInId, signIn, signIn.steps.start(controller.signal));
      } catch (error) {
        if (running.get(signInId) === signIn) cancel(signInId);
        throw error;
      }
    },
    async answer(signInId, values) {
      const signIn = running.get(signInId);
      if (!signIn?.step) throw new Problem('not-found', 'This sign-in has lapsed. Begin again.');
      if (signIn.busy) throw new Problem('conflict', 'The last answer is still being checked.');
      const tidy = tidyValues(signIn.step.fields, values);
      for (const { type, name } of signIn.step.fields) if (type === 'secret' || type === 'code') hide(tidy[name]!);
      const call = signIn.answered ? Promise.resolve('done' as const) : signIn.steps.answer(tidy, signIn.controller.signal);
      return proceed(signInId, signIn, call);
    },
    cancel,
    brought(signInId, kind) {
      const signIn = running.get(signInId);
      const finished = signIn?.forNew?.kind === kind && !signIn.busy && signIn.step === null;
      return finished ? signIn.forNew!.access : null;
    },
  };
}
