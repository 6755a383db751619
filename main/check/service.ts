/** The steps at the service itself: is it the right one, does it accept the account, and what can be read. */
import type { Clock } from '../clock.ts';
import {
  nothingKnown,
  type ProviderConnection,
  type ProviderInfo,
  type RemoteConversation,
  type RemoteMessage,
} from '../providers/contract.ts';
import { RateLimited, Rejected } from '../providers/errors.ts';
import { pause } from '../providers/pause.ts';
import type { Skipped, Step } from './run-steps.ts';

export interface ServiceParts {
  info: ProviderInfo;
  connection: ProviderConnection;
  values: Readonly<Record<string, string>>;
  /** The service has a sign-in, and nobody has signed in yet. */
  beforeSignIn: boolean;
  clock: Clock;
  signal: AbortSignal;
}

/** An account that is being checked while it runs shares the service's limit with its own polling, so one refusal says little. */
const secondTryAfter = { usual: 1000, longest: 5000 };
const mostNamed = 20;

export function stepsAtTheService({ info, connection, values, beforeSignIn, clock, signal }: ServiceParts): Step[] {
  const fieldOf = (type: string) => info.fields.find((field) => field.type === type)?.name;
  const { conversationWord: word } = info;
  const listField = fieldOf('list');
  const named = connection.conversationFromName && listField ? (values[listField] ?? '').split('\n').filter((line) => line !== '') : [];
  let listed: RemoteConversation[] = [];

  async function patient<Value>(call: () => Promise<Value>): Promise<Value> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      await pause(clock, Math.min(error.retryAfter ?? secondTryAfter.usual, secondTryAfter.longest), signal);
      return call();
    }
  }

  const signedIn = (run: Step['run']) => async (): Promise<string | Skipped> =>
    beforeSignIn ? { skipped: 'Not tried before the sign-in.' } : run();

  async function read({ remoteId }: RemoteConversation): Promise<string> {
    try {
      const { messages } = await patient(() => connection.readLatest!(remoteId, nothingKnown, signal));
      return describeReading(messages, info);
    } catch (error) {
      if (info.createsOnSend && error instanceof Rejected && error.reason === 'not-found') return describeReading([], info);
      throw error;
    }
  }

  function readings(): Step[] {
    if (!connection.readLatest) return [{ name: 'Reading', run: async () => ({ skipped: 'Parley can only send here.' }) }];
    if (named.length === 0) {
      const readFirst = async () => (listed[0] ? read(listed[0]) : { skipped: `There is no ${word} to read yet.` });
      return [{ name: 'Reading', run: signedIn(readFirst) }];
    }
    const steps: Step[] = named.slice(0, mostNamed).map((line) => ({
      name: `${capital(word)} “${line}”`,
      field: listField,
      run: signedIn(async () => read(connection.conversationFromName!(line))),
      continuesAfter: (error) => error instanceof Rejected,
    }));
    const rest = named.length - mostNamed;
    return rest > 0 ? [...steps, { name: 'Further names', run: async () => ({ skipped: `${rest} more are not tried.` }) }] : steps;
  }

  const service: Step = {
    name: 'Service',
    field: fieldOf('address'),
    async run() {
      await patient(() => connection.reach!(signal));
      return `“${connection.address().host}” answers as this service does.`;
    },
  };
  return [
    ...(connection.reach ? [service] : []),
    { name: 'Credentials', field: fieldOf('secret'), run: signedIn(() => patient(() => connection.verify(signal))) },
    {
      name: 'Conversations',
      field: listField,
      run: signedIn(async () => {
        listed = await patient(() => connection.listConversations(signal));
        return `${listed.length} ${listed.length === 1 ? word : `${word}s`}.`;
      }),
      // One impossible name must not hide the others: each has a step of its own.
      continuesAfter: (error) => error instanceof Rejected && named.length > 0,
    },
    ...readings(),
  ];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function describeReading(messages: RemoteMessage[], { createsOnSend }: ProviderInfo): string {
  if (messages.length === 0) {
    return createsOnSend ? 'Empty or not there yet: Parley will ask before the first message.' : 'No messages yet.';
  }
  const newest = messages.reduce((latest, message) => (message.order > latest.order ? message : latest));
  const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(newest.sentAt);
  return `Newest message: ${time}.`;
}
