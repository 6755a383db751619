/** What the account form says, made into what the calls need, or refused before any call is made. */
import { accountAddress, type ServerAddress } from '../address.ts';
import { Rejected } from '../errors.ts';
import { defaultAddress } from './info.ts';

export type Credentials = { kind: 'user'; username: string; password: string } | { kind: 'license'; key: string };

export interface Settings {
  application: string;
  ownerId: string;
  credentials: Credentials;
  /** Empty when none is to be sent. */
  hwid: string;
}

type Values = Readonly<Record<string, string>>;

/** KeyAuth's own file name may be pasted along; what lies before it is a server's own business. */
const endpoint = '/index.php';

/** Throws `Rejected('invalid')` when no request can be built on the address. */
export const addressOf = (values: Values): ServerAddress => accountAddress(values, defaultAddress, endpoint);

/** Throws `Rejected('invalid')`, with the field it is about, for what no call could succeed with. */
export function settingsOf(values: Values): Settings {
  const { application = '', ownerId = '', hwid = '' } = values;
  if (application === '') throw refusal('application', 'The application’s name is missing.');
  if (ownerId.length !== 10) throw refusal('ownerId', 'An owner id has exactly ten characters.');
  return { application, ownerId, hwid, credentials: credentialsOf(values) };
}

/** A user name counts before a license key: signing in with it uses nothing up. */
function credentialsOf({ username = '', password = '', license = '' }: Values): Credentials {
  if (username !== '') {
    if (password === '') throw refusal('password', 'The password is missing.');
    return { kind: 'user', username, password };
  }
  if (license === '') throw refusal('username', 'Give either a user name with its password, or a license key.');
  return { kind: 'license', key: license };
}

const refusal = (field: string, sentence: string) => new Rejected(sentence, 'invalid', { [field]: sentence });

/** One application at one server: what shares a session and a limit. */
export function applicationKey(values: Values): string {
  return JSON.stringify([serverOf(values), values['ownerId'] ?? '', values['application'] ?? '']);
}

function serverOf(values: Values): string {
  try {
    return addressOf(values).base;
  } catch {
    // No call will be made on it; it only has to be told apart.
    return values['address'] ?? '';
  }
}

/** What may never stand in a sentence, a log or a message. */
export const secretsOf = ({ password = '', license = '' }: Values): string[] => [password, license];
