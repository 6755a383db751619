import type { Change } from '../../../preload/contract/changes.ts';
import type { Account } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';
import { applied, keyed, lastWords, setOf, type Keyed } from './keyed.ts';

/** The accounts and the services they belong to. */
export class Accounts {
  #byId = $state.raw<Keyed<string, Account>>(keyed([]));
  /** Whether the list shows all of many accounts: kept here, as a narrow window takes the list away and brings it back. */
  unfolded = $state(false);
  providers = $state.raw<readonly ProviderDescription[]>([]);

  readonly list = $derived([...this.#byId.values()]);
  readonly severalServices = $derived(setOf(this.list.map(({ kind }) => kind)).size > 1);
  readonly some = $derived(this.#byId.size > 0);

  start(accounts: readonly Account[], providers: readonly ProviderDescription[]): void {
    this.providers = providers;
    this.#byId = keyed(accounts);
  }

  get(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  provider(kind: string): ProviderDescription | undefined {
    return this.providers.find((provider) => provider.kind === kind);
  }

  /** Whether messages can be read at a service at all. */
  reads(kind: string): boolean {
    return this.provider(kind)?.capabilities.read ?? true;
  }

  /** The description of the service an account belongs to. */
  providerOf(accountId: string): ProviderDescription | undefined {
    const account = this.#byId.get(accountId);
    return account && this.provider(account.kind);
  }

  apply(changes: readonly Change[]): void {
    this.#byId = applied(this.#byId, lastWords(changes, 'account'));
  }
}
