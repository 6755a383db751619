/** What a provider is given to try a form: its values, with the stored secrets of an account that is there already, and its tokens. */
import type { Credentials } from '../credentials/index.ts';
import type { Secrets } from '../credentials/contract.ts';
import type { HeldTokens } from '../credentials/tokens.ts';
import type { Provider } from '../providers/contract.ts';
import type { AccountRecord } from '../store/contract.ts';
import { Problem } from '../problem.ts';
import { changeValues, sameAccount, sortValues, type Values } from './values.ts';

export interface Access {
  settings: Record<string, string>;
  secrets: Secrets;
  /** Both of the above. */
  values: Values;
  tokens: HeldTokens;
  /** The tokens are the ones the account keeps: what is set there is kept without further ado. */
  ownTokens: boolean;
}

/** For an account that is not there yet. Throws a `Problem` that names the field. */
export function accessForNew(provider: Provider, values: Values, credentials: Credentials): Access {
  const { settings, secrets } = sortValues(provider.info.fields, values);
  Object.values(secrets).forEach(credentials.hide);
  return { settings, secrets, values: { ...settings, ...secrets }, tokens: credentials.gather(), ownTokens: false };
}

/**
 * For an account that is there: secrets left empty are the stored ones. Tokens stay with the values they were given for, so that none
 * goes to another server or speaks for somebody else. Throws a `Problem` where the keychain does not answer.
 */
export async function accessForKnown(provider: Provider, record: AccountRecord, values: Values, credentials: Credentials): Promise<Access> {
  const { fields } = provider.info;
  const found = await credentials.read(record);
  if (found.outcome === 'unreadable') throw new Problem('keychain', found.sentence);
  const stored = found.outcome === 'found' ? found.secrets : {};
  const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => value.trim() !== '' || !(name in stored)));
  const access = accessForNew(provider, { ...changeValues(fields, record.settings, given), ...stored, ...given }, credentials);
  const before = { ...record.settings, ...stored };
  if (found.outcome !== 'found' || !sameAccount(fields, before, access.values)) return access;
  return { ...access, tokens: found.tokens, ownTokens: true };
}
