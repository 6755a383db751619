import type { Account, Keep } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';
import { IpcError, parley, sentenceOf } from '../ipc.ts';
import type { Accounts } from './accounts.svelte.ts';
import { ConnectionCheck, type ChecksInProgress } from './checks.svelte.ts';
import { checkErrors, emptyValues, fieldErrors, type FieldErrors, type Values } from './fields.ts';

export type Step = 'service' | 'details' | 'keep' | 'done';

/** Adding an account, step by step. Nothing typed is lost on a failure, and going back changes nothing. */
export class Wizard {
  step = $state<Step>('service');
  provider = $state.raw<ProviderDescription | null>(null);
  values = $state<Values>({});
  errors = $state.raw<FieldErrors>({});
  name = $state('');
  keep = $state<Exclude<Keep, 'rehearsal'> | null>(null);
  saving = $state(false);
  failure = $state('');
  keychainFailure = $state('');
  added = $state.raw<Account | null>(null);
  readonly check: ConnectionCheck;
  #accounts: Accounts;

  constructor(accounts: Accounts, checks: ChecksInProgress) {
    this.#accounts = accounts;
    this.check = new ConnectionCheck(checks);
  }

  choose(provider: ProviderDescription): void {
    if (this.provider?.kind !== provider.kind) {
      this.provider = provider;
      this.values = emptyValues(provider.fields);
      this.errors = {};
      this.name = this.#freeName(provider.name);
      this.check.reset();
    }
    this.step = 'details';
  }

  #freeName(wanted: string): string {
    const taken = this.#accounts.list.map(({ name }) => name);
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${wanted} ${number}`;
      if (!taken.includes(name)) return name;
    }
  }

  /** A changed field makes its error and the last check stale. */
  change(field: string, value: string): void {
    this.values[field] = value;
    const { [field]: _, ...others } = this.errors;
    this.errors = others;
    this.check.reset();
  }

  async runCheck(): Promise<void> {
    if (!this.provider || this.check.phase === 'running') return;
    this.errors = fieldErrors(this.provider.fields, this.values);
    if (Object.keys(this.errors).length > 0) return;
    const { fields, kind } = this.provider;
    if (!(await this.check.run(kind, this.values))) this.errors = checkErrors(fields, this.check.steps);
  }

  async add(): Promise<void> {
    if (!this.provider || !this.keep || this.saving) return;
    this.saving = true;
    this.failure = '';
    this.keychainFailure = '';
    try {
      const { kind } = this.provider;
      this.added = await parley.accounts.add({ kind, name: this.name.trim(), values: this.values, keep: this.keep });
      this.step = 'done';
      // The secret has been handed over; this window forgets it.
      this.values = {};
    } catch (error) {
      if (error instanceof IpcError && error.code === 'keychain') this.keychainFailure = error.message;
      else this.failure = sentenceOf(error);
    } finally {
      this.saving = false;
    }
  }
}
