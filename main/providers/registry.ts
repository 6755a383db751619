/** Every provider Parley has. A new one is one folder and one line here: see docs/adding-a-provider.md. */
import type { ProviderDescription } from '../../preload/contract/provider.ts';
import { eightByEight } from './8x8/index.ts';
import type { Provider } from './contract.ts';

export const providers: readonly Provider[] = [eightByEight];

/** Throws for a kind this version does not know, such as an account made by a newer one. */
export function providerOf(kind: string): Provider {
  const provider = providers.find(({ info }) => info.kind === kind);
  if (!provider) throw new Error(`This version of Parley has no provider “${kind}”.`);
  return provider;
}

/** What the interface is told. Capabilities are the methods a connection has; making one calls nobody. */
export function describe({ info, connect }: Provider): ProviderDescription {
  const silent = () => {};
  const connection = connect({
    values: Object.fromEntries(info.fields.map((field) => [field.name, field.defaultValue])),
    fetch: () => Promise.reject(new Error('describing a provider makes no calls')),
    now: Date.now,
    log: { debug: silent, info: silent, warn: silent },
  });
  const { kind, name, summary, help, fields, conversationWord, limits } = info;
  const capabilities = { send: connection.send !== undefined, addConversation: connection.conversationFromName !== undefined };
  return { kind, name, summary, help, fields, conversationWord, capabilities, limits };
}
