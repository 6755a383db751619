/** What the tests of ConnectNow share: its rehearsal, and connections to it or to a server that says exactly what a test wants. */
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../../main/clock.ts';
import { chatTokenEntries } from '../../../../main/providers/connectnow/chat-tokens.ts';
import { connectWith } from '../../../../main/providers/connectnow/index.ts';
import type { Known, ProviderContext } from '../../../../main/providers/contract.ts';
import { ProviderError } from '../../../../main/providers/errors.ts';
import { startConnectNow } from '../../../../main/rehearsal/connectnow/index.ts';
import type { RehearsalOptions } from '../../../../main/rehearsal/service.ts';
import { quietLog, tokensInMemory } from '../support.ts';

export const apiToken = '3|aPiToKeN0f9e8d7c6b5a4938';
export const chatToken = '9|cHaTuSeRtOkEn1122334455';
export const chatPassword = 'purple-badger-umbrella-71';
export const email = 'robin@tidewater.example';
const secrets = [apiToken, chatToken, chatPassword];

export const never = () => new AbortController().signal;
export const nothingKnown: Known = { count: 0, newest: [] };
export const outgoing = (text: string) => ({ text, clientId: 'c1', replyTo: null });

export interface ContextOptions {
  values?: Record<string, string>;
  tokens?: Record<string, string>;
  clock?: Clock;
  fetch?: typeof fetch;
}

/** A context with an API token and a chat-user token for chat 1. */
export function contextFor(address: string, { values = {}, tokens, clock = systemClock, fetch: own = fetch }: ContextOptions = {}) {
  return {
    values: { token: apiToken, email, chats: '', address, ...values },
    tokens: tokensInMemory(tokens ?? chatTokenEntries('1', email, chatToken)),
    fetch: own,
    clock,
    log: quietLog,
  } satisfies ProviderContext;
}

/** A connection to a server that is not the rehearsal's. */
export const connectTo = (address: string, options: ContextOptions = {}) => connectWith(contextFor(address, options));

/** ConnectNow's rehearsal, which ends with the test, and its sample account. `connect` makes a new connection, as after a restart. */
export async function rehearse(options: RehearsalOptions & { timeout?: number } = {}) {
  const service = await startConnectNow(options);
  onTestFinished(() => service.stop());
  const account = service.accounts[0]!;
  const tokens = tokensInMemory(account.tokens);
  const connect = ({ values = {}, ...rest }: ContextOptions = {}) => {
    const own = rest.tokens ? tokensInMemory(rest.tokens) : tokens;
    const context = { ...contextFor('', rest), values: { ...account.values, ...values }, tokens: own };
    return connectWith(context, options.timeout);
  };
  return { service, account, tokens, connect, connection: connect() };
}

/** What a call threw: one of the shared errors, whose sentences hold no part of a secret. */
export async function errorFrom(call: Promise<unknown>, more: string[] = []): Promise<ProviderError & { fields?: Record<string, string> }> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw error;
  const said = [error.message, ...Object.values('fields' in error ? (error.fields as Record<string, string>) : {})].join('\n');
  for (const secret of [...secrets, ...more]) {
    for (let start = 0; start + 8 <= secret.length; start += 1) {
      if (said.includes(secret.slice(start, start + 8))) throw new Error(`part of a secret stands in: ${said}`);
    }
  }
  return error;
}
