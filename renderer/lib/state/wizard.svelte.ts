import type { Account, Keep } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';
import { fieldsOf, IpcError, parley, sentenceOf } from '../ipc.ts';
import type { Accounts } from './accounts.svelte.ts';
import { ConnectionCheck, type ChecksInProgress } from './checks.svelte.ts';
import { emptyValues, fieldErrors, type FieldErrors, type Values } from './fields.ts';
import { SignIn } from './sign-in.svelte.ts';

export type Step = 'service' | 'details' | 'sign-in' | 'check' | 'keep' | 'done';

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
  readonly signIn = new SignIn();
  readonly signsIn = $derived(this.provider?.capabilities.signIn ?? false);
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

  /** A changed field makes its error, the last check and a finished sign-in stale. */
  change(field: string, value: string): void {
    this.values[field] = value;
    const { [field]: _, ...others } = this.errors;
    this.errors = others;
    this.check.reset();
    this.signIn.cancel();
  }

  /** Whether what is in the form can be right; what cannot is said at its field. */
  #valid(): boolean {
    this.failure = '';
    this.errors = this.provider ? fieldErrors(this.provider.fields, this.values) : {};
    return Object.keys(this.errors).length === 0;
  }

  async runCheck(): Promise<void> {
    if (!this.provider || this.check.phase === 'running' || !this.#valid()) return;
    await this.check.run(this.provider.kind, this.values, this.signsIn ? { signInId: this.signIn.id } : {});
    this.errors = this.check.fieldErrors;
  }

  /** The sign-in begins on the form: what the service says about its fields is corrected there. */
  async beginSignIn(): Promise<void> {
    if (!this.provider || this.signIn.busy || !this.#valid()) return;
    if (this.signIn.phase !== 'done') await this.signIn.begin({ kind: this.provider.kind, values: { ...this.values } });
    if (this.signIn.phase === 'idle') {
      this.failure = this.signIn.failure;
      this.errors = this.signIn.errors;
    } else if (this.signIn.phase === 'done') await this.signedIn();
    else this.step = 'sign-in';
  }

  async signedIn(): Promise<void> {
    this.step = 'check';
    if (this.check.phase !== 'passed') await this.runCheck();
  }

  /** Back to the form: its answers stay, a sign-in under way does not. */
  toDetails(): void {
    if (this.signIn.phase !== 'done') this.signIn.cancel();
    this.step = 'details';
  }

  async add(): Promise<void> {
    if (!this.provider || !this.keep || this.saving) return;
    this.saving = true;
    this.failure = '';
    this.keychainFailure = '';
    try {
      const { kind } = this.provider;
      const signIn = this.signsIn ? { signInId: this.signIn.id } : {};
      this.added = await parley.accounts.add({ kind, name: this.name.trim(), values: this.values, keep: this.keep, ...signIn });
      this.signIn.forget();
      this.step = 'done';
      // The secret has been handed over; this window forgets it.
      this.values = {};
    } catch (error) {
      if (error instanceof IpcError && error.code === 'keychain') this.keychainFailure = error.message;
      else this.failure = sentenceOf(error);
      this.errors = fieldsOf(error);
      // What is wrong with a field is put right where the field is.
      if (Object.keys(this.errors).length > 0) this.step = 'details';
    } finally {
      this.saving = false;
    }
  }
}
