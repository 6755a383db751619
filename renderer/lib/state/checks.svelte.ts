import { SvelteMap } from 'svelte/reactivity';
import type { Change } from '../../../preload/contract/changes.ts';
import type { CheckStep } from '../../../preload/contract/provider.ts';
import { fieldsOf, parley, sentenceOf } from '../ipc.ts';
import { stepErrors, type FieldErrors } from './fields.ts';

/** Steps of connection checks as they are reported, by check id. */
export class ChecksInProgress {
  #steps = new SvelteMap<string, readonly CheckStep[]>();

  begin(checkId: string): void {
    this.#steps.set(checkId, []);
  }

  end(checkId: string): void {
    this.#steps.delete(checkId);
  }

  stepsOf(checkId: string): readonly CheckStep[] {
    return this.#steps.get(checkId) ?? [];
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type !== 'check-step') continue;
      const steps = this.#steps.get(change.checkId);
      if (steps) this.#steps.set(change.checkId, steps.toSpliced(change.index, 1, change.step));
    }
  }
}

/** One form's connection check: run it, watch it, run it again. */
export class ConnectionCheck {
  phase = $state<'idle' | 'running' | 'passed' | 'failed'>('idle');
  /** The check itself could not be run. */
  failure = $state('');
  /** What it found wrong with fields of the form, by field name. */
  fieldErrors = $state.raw<FieldErrors>({});
  #final = $state.raw<readonly CheckStep[]>([]);
  #id = $state('');
  #all: ChecksInProgress;

  constructor(all: ChecksInProgress) {
    this.#all = all;
  }

  readonly steps = $derived.by(() => (this.phase === 'running' ? this.#all.stepsOf(this.#id) : this.#final));

  /** For an account that is there (`accountId`), or one about to be added, perhaps after a sign-in. Answers whether it passed. */
  async run(kind: string, values: Record<string, string>, of: { accountId?: string; signInId?: string } = {}): Promise<boolean> {
    const id = crypto.randomUUID();
    this.#id = id;
    this.#all.begin(id);
    this.phase = 'running';
    this.failure = '';
    this.fieldErrors = {};
    try {
      const { passed, steps } = await parley.accounts.check({ checkId: id, kind, values, ...of });
      if (this.#id !== id) return false;
      this.#final = steps;
      this.fieldErrors = stepErrors(steps);
      this.phase = passed ? 'passed' : 'failed';
    } catch (error) {
      if (this.#id !== id) return false;
      this.#final = this.#all.stepsOf(id);
      this.failure = sentenceOf(error);
      this.fieldErrors = fieldsOf(error);
      this.phase = 'failed';
    } finally {
      this.#all.end(id);
    }
    return this.phase === 'passed';
  }

  /** What was checked is no longer what is in the form. */
  reset(): void {
    this.#id = '';
    this.#final = [];
    this.failure = '';
    this.fieldErrors = {};
    this.phase = 'idle';
  }
}
