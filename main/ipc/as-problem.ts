/** Turns whatever was thrown into a code and a sentence. What was not meant for users is logged and answered plainly. */
import type { Result } from '../../preload/contract/result.ts';
import { KeychainUnavailable } from '../credentials/contract.ts';
import { Problem } from '../problem.ts';
import { ProviderError, Rejected } from '../providers/errors.ts';
import { StoreUnusable } from '../store/contract.ts';
import { StorageError } from '../store/errors.ts';

type Failure = Extract<Result<never>, { ok: false }>;

export function asProblem(error: unknown, log: (text: string) => void): Omit<Failure, 'ok'> {
  if (error instanceof Problem) return { code: error.code, message: error.message, ...byField(error.fields) };
  if (error instanceof KeychainUnavailable) return { code: 'keychain', message: error.message };
  if (error instanceof Rejected) return { code: 'provider', message: error.message, ...byField(error.fields) };
  if (error instanceof ProviderError) return { code: 'provider', message: error.message };
  if (error instanceof StorageError) return { code: error.code, message: error.message };
  if (error instanceof StoreUnusable) return { code: 'storage', message: error.message };
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { code: 'internal', message: 'Something in Parley went wrong. The log in the data folder says more.' };
}

/** Left out where no field is named. */
function byField(fields: Readonly<Record<string, string>>): Pick<Failure, 'fields'> {
  return Object.keys(fields).length === 0 ? {} : { fields: { ...fields } };
}
