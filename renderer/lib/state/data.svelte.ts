import type { StartState } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { DataJob, DataState, ExportFormat, Scope } from '../../../preload/contract/data.ts';
import { parley, sentenceOf } from '../ipc.ts';

/** The user's own data as main knows it: what is running, how large everything is, how long accounts keep it. */
export class UserData {
  state = $state.raw<DataState | null>(null);
  failure = $state('');
  /** As the window opened. */
  #first = $state.raw<DataJob | null>(null);
  #toast: (tone: 'done' | 'failed', text: string) => void;
  /** How many places on screen show the job as it goes. */
  #watchers = 0;

  constructor(toast: (tone: 'done' | 'failed', text: string) => void) {
    this.#toast = toast;
  }

  readonly job = $derived.by(() => (this.state ? this.state.job : this.#first));

  /** The export that an earlier run did not end: until it is dismissed or another one takes its place, also while it goes on. */
  readonly offered = $derived.by(() => (this.#first?.state === 'interrupted' ? this.jobOf('export', this.#first.scope) : null));

  start({ job }: StartState): void {
    this.#first = job;
  }

  async load(): Promise<void> {
    this.failure = '';
    const before = this.state;
    try {
      const state = await parley.data.state();
      // A change of the meantime is newer than the answer.
      if (this.state === before) this.state = state;
    } catch (error) {
      this.failure = sentenceOf(error);
    }
  }

  /** The job that was started for this, and is not dismissed yet. */
  jobOf(kind: DataJob['kind'], scope: Scope): DataJob | null {
    return this.job && this.job.kind === kind && sameScope(this.job.scope, scope) ? this.job : null;
  }

  /** For the time a place shows how the job is going. */
  watch(): () => void {
    this.#watchers += 1;
    return () => void (this.#watchers -= 1);
  }

  /** The answer is false when no folder was chosen. */
  export(scope: Scope, format: ExportFormat): Promise<boolean> {
    return parley.data.export({ scope, format });
  }

  import(accountId: string | null): Promise<boolean> {
    return parley.data.import({ accountId });
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type !== 'data') continue;
      const before = this.job;
      this.state = change.value;
      const { job } = change.value;
      if (!this.offered) this.#first = null;
      if (before?.state !== 'running' || !job || job.state === 'running' || this.#watchers > 0) continue;
      this.#toast(job.state === 'failed' ? 'failed' : 'done', job.sentence);
    }
  }
}

function sameScope(one: Scope, other: Scope): boolean {
  if (one.kind === 'account' && other.kind === 'account') return one.accountId === other.accountId;
  if (one.kind === 'conversation' && other.kind === 'conversation') return one.conversationId === other.conversationId;
  return one.kind === 'all' && other.kind === 'all';
}
