/** Every provider Parley has. A new one is one folder and one line here: see docs/adding-a-provider.md. */
import type { ProviderDescription } from '../../preload/contract/provider.ts';
import { systemClock } from '../clock.ts';
import { eightByEight } from './8x8/index.ts';
import { connectNow } from './connectnow/index.ts';
import type { Provider, ProviderConnection } from './contract.ts';
import { keyAuth } from './keyauth/index.ts';
import { spikaMessaging } from './spika-messaging/index.ts';
import { spikaUser } from './spika-user/index.ts';

export const providers: readonly Provider[] = [eightByEight, spikaUser, spikaMessaging, keyAuth, connectNow];

/** Throws for a kind this version does not know, such as an account made by a newer one. */
export function providerOf(kind: string): Provider {
  const provider = providers.find(({ info }) => info.kind === kind);
  if (!provider) throw new Error(`This version of Parley has no provider “${kind}”.`);
  return provider;
}

/** What a connection of these settings can do. Making one calls nobody, and with this one no call can be made. */
export function idleConnection(provider: Provider, values: Readonly<Record<string, string>>): ProviderConnection {
  const silent = () => {};
  return provider.connect({
    values,
    tokens: { get: () => null, set: () => Promise.resolve() },
    fetch: () => Promise.reject(new Error('this connection makes no calls')),
    clock: systemClock,
    log: { debug: silent, info: silent, warn: silent },
  });
}

/** What the interface is told. Capabilities are the methods a connection has. */
export function describe(provider: Provider): ProviderDescription {
  const { info } = provider;
  const connection = idleConnection(provider, Object.fromEntries(info.fields.map((field) => [field.name, field.defaultValue])));
  const { kind, name, summary, help, caution = '', fields, conversationWord, createsOnSend = false, limits, textCautions = [] } = info;
  const capabilities = {
    read: connection.readLatest !== undefined,
    send: connection.send !== undefined,
    reply: connection.canReply === true,
    edit: connection.edit !== undefined,
    remove: connection.remove ? (connection.removeFor ?? []) : [],
    addConversation: connection.conversationFromName !== undefined,
    signIn: provider.signIn !== undefined,
  };
  const managed = connection.management?.kinds ?? [];
  return { kind, name, summary, help, caution, fields, conversationWord, createsOnSend, limits, textCautions, capabilities, managed };
}
