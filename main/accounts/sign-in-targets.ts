/** What each kind of sign-in works with, and what its end brings about. */
import { Problem } from '../problem.ts';
import type { Provider, SignIn } from '../providers/contract.ts';
import type { AccountRecord } from '../store/contract.ts';
import { accessForKnown, accessForNew, type Access } from './access.ts';
import type { AccountsParts } from './index.ts';
import type { PreparedSignIn, SignInTarget } from './sign-ins.ts';

/** `keep` writes what a sign-in brought to an account and runs it again. */
export function signInTargets(
  parts: AccountsParts,
  keep: (record: AccountRecord, access: Access) => Promise<void>,
): (target: SignInTarget, signal: AbortSignal) => Promise<PreparedSignIn> {
  const { credentials, roster, sync } = parts;

  function stepsOf(provider: Provider, { values, tokens }: Access, accountId: string, signal: AbortSignal): SignIn {
    if (!provider.signIn) throw new Problem('conflict', `${provider.info.name} has no sign-in: its form is enough.`);
    const fetch = sync.pacedFetch(provider, values, parts.fetchFor(accountId), signal);
    return provider.signIn({ values, tokens, fetch, clock: parts.clock, log: parts.log });
  }

  async function forConversation(id: number): Promise<PreparedSignIn> {
    const conversation = await parts.store.readConversation(id);
    if (!conversation) throw new Problem('not-found', 'This conversation is no longer there.');
    const active = sync.active(conversation.accountId);
    if (!active) throw new Problem('conflict', 'The account is not connected, so nobody can be signed in now.');
    const steps = active.account.connection.signInTo?.(conversation.remoteId);
    if (!steps) throw new Problem('conflict', 'This conversation has no sign-in of its own.');
    const orStopped = (signal: AbortSignal) => AbortSignal.any([signal, active.account.signal]);
    return {
      steps: {
        start: (signal) => steps.start(orStopped(signal)),
        answer: (values, signal) => steps.answer(values, orStopped(signal)),
      },
      forNew: null,
      async finish() {
        sync.readNow(conversation.accountId);
      },
    };
  }

  return async (target, signal) => {
    if ('conversationId' in target) return forConversation(target.conversationId);
    if ('kind' in target) {
      const provider = parts.providerOf(target.kind);
      const access = accessForNew(provider, target.values, credentials);
      return { steps: stepsOf(provider, access, target.kind, signal), forNew: { kind: target.kind, access }, async finish() {} };
    }
    const record = roster.record(target.accountId);
    const provider = parts.providerOf(record.kind);
    const access = await accessForKnown(provider, record, target.values, credentials);
    return { steps: stepsOf(provider, access, record.id, signal), forNew: null, finish: () => keep(record, access) };
  };
}
