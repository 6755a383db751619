/** The connection check of a form: for a new account, for one that is there, and after a sign-in. */
import type { CheckStep } from '../../preload/contract/provider.ts';
import { runCheck } from '../check/index.ts';
import type { Report } from '../check/run-steps.ts';
import { accessForKnown, accessForNew, type Access } from './access.ts';
import type { AccountsParts } from './index.ts';
import type { SignIns } from './sign-ins.ts';
import { sameAccount, type Values } from './values.ts';

export interface CheckArgument {
  kind: string;
  values: Values;
  /** Its secrets stand in for those left empty. */
  accountId?: string | undefined;
  /** A finished sign-in, of an account that is not there yet. */
  signInId?: string | undefined;
}

/** A check with many rooms may take its time, but not for ever, ms. */
const patience = 120_000;

export async function checkAccount(
  { kind, values, accountId, signInId }: CheckArgument,
  report: Report,
  parts: AccountsParts,
  signIns: SignIns,
): Promise<{ passed: boolean; steps: CheckStep[] }> {
  const { credentials, clock, log, roster, sync } = parts;
  const provider = parts.providerOf(kind);
  const access = accountId
    ? await accessForKnown(provider, roster.record(accountId), values, credentials)
    : accessForNew(provider, values, credentials);
  const brought = broughtBy(signInId, access);
  const tokens = brought ?? access.tokens;
  const ending = new AbortController();
  const cancelTimer = clock.after(patience, () => ending.abort(new Error('the check took too long')));
  const fetch = sync.pacedFetch(provider, access.values, parts.fetchFor(accountId ?? kind), ending.signal);
  // An account that is there may be able to sign in by itself.
  const beforeSignIn = provider.signIn !== undefined && !brought && !access.ownTokens;
  try {
    return await runCheck(
      {
        provider,
        context: { values: access.values, tokens, fetch, clock, log },
        beforeSignIn,
        network: parts.network,
        resolveProxy: parts.resolveProxy,
      },
      report,
      ending.signal,
    );
  } finally {
    cancelTimer();
  }

  function broughtBy(id: string | undefined, { values: form }: Access): Access['tokens'] | null {
    const brought = id === undefined ? null : signIns.brought(id, kind);
    return brought && sameAccount(provider.info.fields, brought.values, form) ? brought.tokens : null;
  }
}
