import type { Change } from '../../../preload/contract/changes.ts';
import type { Account } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';

/** The accounts and the services they belong to. */
export class Accounts {
  #byId = $state.raw<ReadonlyMap<string, Account>>(new Map());
  providers = $state.raw<readonly ProviderDescription[]>([]);

  readonly list = $derived([...this.#byId.values()]);
  readonly some = $derived(this.#byId.size > 0);

  start(accounts: readonly Account[], providers: readonly ProviderDescription[]): void {
    this.providers = providers;
    this.#byId = new Map(accounts.map((account) => [account.id, account]));
  }

  get(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  provider(kind: string): ProviderDescription | undefined {
    return this.providers.find((provider) => provider.kind === kind);
  }

  /** The description of the service an account belongs to. */
  providerOf(accountId: string): ProviderDescription | undefined {
    const account = this.#byId.get(accountId);
    return account && this.provider(account.kind);
  }

  apply(changes: readonly Change[]): void {
    let next: Map<string, Account> | undefined;
    for (const change of changes) {
      if (change.type === 'upsert' && change.object === 'account') {
        (next ??= new Map(this.#byId)).set(change.value.id, change.value);
      } else if (change.type === 'delete' && change.object === 'account') {
        (next ??= new Map(this.#byId)).delete(String(change.id));
      }
    }
    if (next) this.#byId = next;
  }
}
