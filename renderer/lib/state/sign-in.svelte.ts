import type { SignInState } from '../../../preload/contract/api.ts';
import type { SignInStep } from '../../../preload/contract/provider.ts';
import { fieldsOf, parley, sentenceOf } from '../ipc.ts';
import { emptyValues, fieldErrors, type FieldErrors, type Values } from './fields.ts';

/** An account about to be added, one that is there, or one conversation. */
export type SignInTarget = Parameters<typeof parley.signIn.begin>[0]['target'];

/** A sign-in of several steps, from the first question to the end. What was typed is forgotten with it. */
export class SignIn {
  phase = $state<'idle' | 'beginning' | 'asking' | 'answering' | 'done'>('idle');
  step = $state.raw<SignInStep | null>(null);
  values = $state<Values>({});
  errors = $state.raw<FieldErrors>({});
  /** Why it could not begin, or why the last answer was not accepted. */
  failure = $state('');
  /** Names it to main, also when the account is checked and added; empty when there is none. */
  id = '';
  #target: SignInTarget | null = null;
  /** Answers that were accepted: given again for a new code. */
  #accepted: Values[] = [];

  readonly busy = $derived(this.phase === 'beginning' || this.phase === 'answering');
  readonly asksForCode = $derived(this.step?.fields.some(({ type }) => type === 'code') ?? false);

  async begin(target: SignInTarget): Promise<void> {
    this.cancel();
    this.#target = target;
    const id = (this.id = crypto.randomUUID());
    await this.#attempt('beginning', async () => {
      const state = await parley.signIn.begin({ signInId: id, target });
      if (this.id === id) this.#show(state);
    });
  }

  async answer(): Promise<void> {
    if (!this.step || this.busy) return;
    this.errors = fieldErrors(this.step.fields, this.values);
    this.failure = '';
    if (Object.keys(this.errors).length > 0) return;
    const { id } = this;
    const values = { ...this.values };
    await this.#attempt('answering', async () => {
      const state = await parley.signIn.answer({ signInId: id, values });
      if (this.id !== id) return;
      this.#accepted.push(values);
      this.#show(state);
    });
  }

  /** Begins anew and gives the same answers up to the present step: the service sends another code. Until it began, the old one counts. */
  async sendNewCode(): Promise<void> {
    const target = this.#target;
    if (!target || this.busy) return;
    const before = this.id;
    await this.#attempt('beginning', async () => {
      const id = crypto.randomUUID();
      let state = await parley.signIn.begin({ signInId: id, target });
      if (this.id !== before) return;
      this.#end(before);
      this.id = id;
      const answers = this.#accepted;
      this.#accepted = [];
      try {
        for (const values of answers) {
          if (state.done) break;
          state = await parley.signIn.answer({ signInId: id, values });
          this.#accepted.push(values);
        }
      } finally {
        // Where an answer is not accepted any more, the user goes on from there.
        if (this.id === id) this.#show(state);
      }
    });
  }

  change(field: string, value: string): void {
    this.values[field] = value;
    const { [field]: _, ...others } = this.errors;
    this.errors = others;
  }

  /** Whatever was begun and not finished is of no use any more. */
  cancel(): void {
    this.#end(this.id);
    this.forget();
  }

  /** What it brought now belongs to an account. */
  forget(): void {
    this.id = '';
    this.#target = null;
    this.#accepted = [];
    this.step = null;
    this.values = {};
    this.errors = {};
    this.failure = '';
    this.phase = 'idle';
  }

  #end(id: string): void {
    if (id !== '') parley.signIn.cancel({ signInId: id }).catch(() => undefined);
  }

  #show(state: SignInState): void {
    this.step = state.done ? null : state.step;
    this.values = state.done ? {} : emptyValues(state.step.fields);
    this.phase = state.done ? 'done' : 'asking';
  }

  async #attempt(phase: 'beginning' | 'answering', action: () => Promise<void>): Promise<void> {
    this.phase = phase;
    this.failure = '';
    this.errors = {};
    const target = this.#target;
    try {
      await action();
    } catch (error) {
      if (this.#target !== target) return;
      this.failure = sentenceOf(error);
      this.errors = fieldsOf(error);
      this.phase = this.step ? 'asking' : 'idle';
    }
  }
}
