/**
 * The connection check, the same for every service: address → name → connection → encryption → proxy → service → credentials →
 * conversations → reading. No credential is shown before the way to the server is known to be sound.
 */
import type { CheckStep } from '../../preload/contract/provider.ts';
import type { Provider, ProviderContext } from '../providers/contract.ts';
import { AuthError, ProviderError, RateLimited, Rejected, Unreachable } from '../providers/errors.ts';
import type { Network } from './network.ts';
import { runSteps, type Explanation, type Report } from './run-steps.ts';
import { stepsAtTheService } from './service.ts';
import { Trouble } from './troubles.ts';
import { stepsOfTheWay } from './way.ts';

export interface CheckParts {
  provider: Provider;
  context: ProviderContext;
  beforeSignIn: boolean;
  network: Network;
  resolveProxy(url: string): Promise<string>;
}

/** Never rejects; ends early with the signal. */
export function runCheck(
  { provider, context, beforeSignIn, network, resolveProxy }: CheckParts,
  report: Report,
  signal: AbortSignal,
): Promise<{ passed: boolean; steps: CheckStep[] }> {
  const { info } = provider;
  const { clock, fetch, values } = context;
  const connection = provider.connect(context);
  const field = info.fields.find(({ type }) => type === 'address')?.name;
  const steps = [
    ...stepsOfTheWay({ address: () => connection.address(), field, network, resolveProxy, fetch, clock, signal }),
    ...stepsAtTheService({ info, connection, values, beforeSignIn, clock, signal }),
  ];
  return runSteps(steps, report, signal, clock.now, (error) => explain(error, provider));
}

const refusals: Record<Rejected['reason'], string> = {
  'not-found': 'Check how it is spelled, and that this account may see it.',
  forbidden: 'Ask whoever looks after the service to let this account in.',
  'too-large': 'Shorten it.',
  invalid: 'Correct what was entered.',
  other: 'Ask whoever looks after the service.',
};

function explain(error: unknown, { info, signIn }: Provider): Explanation {
  if (error instanceof Trouble) return { detail: error.message, fix: error.fix };
  if (!(error instanceof ProviderError)) return { detail: 'Parley could not finish this step because of a defect of its own.', fix: '' };
  const detail = error.message;
  if (error instanceof Rejected) return { detail, fix: refusals[error.reason], field: Object.keys(error.fields)[0] };
  if (error instanceof AuthError) return { detail, fix: signIn ? 'Sign in again.' : `Enter the credentials again. ${info.help}` };
  if (error instanceof RateLimited) return { detail, fix: 'Wait a few minutes, then check again: nothing needs to be changed.' };
  if (error instanceof Unreachable) return { detail, fix: 'Try again in a few minutes. If it stays so, ask whoever runs the server.' };
  return { detail, fix: 'Check the server address. If it is right, a proxy or sign-in page in between may be answering instead.' };
}
