/** The one export or import at a time: begun, watched, ended, and remembered until it is dismissed. */
import type { DataJob, Scope } from '../../preload/contract/data.ts';
import { Problem } from '../problem.ts';
import type { Logger } from '../providers/contract.ts';
import { StorageError } from '../store/errors.ts';

export interface Outcome {
  sentence: string;
  /** What to show in the system's file manager; null where there is nothing. */
  folder: string | null;
}

export interface Work {
  kind: DataJob['kind'];
  scope: Scope;
  /** Whether it goes on where it stopped when it is run again. */
  resumable: boolean;
  run(control: { signal: AbortSignal; progress(part: number): void }): Promise<Outcome>;
  /** Said when the user ended it. */
  cancelled: string;
  /** Told when the user wants to hear no more of it. */
  dismissed?(): void;
}

export interface JobKeeper {
  current(): DataJob | null;
  /** Throws a `Problem` while another one runs. Its end is published, never thrown. */
  begin(work: Work): void;
  /** Shows one that an earlier run did not end. */
  offer(work: Work, sentence: string): void;
  /** Runs the last one again, or for the first time the one that is offered. */
  continue(): void;
  cancel(): void;
  dismiss(): void;
  /** Of the last one that is done. */
  folder(): string | null;
  /** Ends what runs, and settles when it has ended. */
  close(): Promise<void>;
}

/** Changes of progress smaller than this are not told. */
const step = 0.005;

export function createJobKeeper(publish: () => void, log: Logger): JobKeeper {
  let job: DataJob | null = null;
  let last: Work | null = null;
  let folder: string | null = null;
  let abort = new AbortController();
  let ended: Promise<void> = Promise.resolve();

  function update(part: Partial<DataJob>): void {
    if (job) job = { ...job, ...part };
    publish();
  }

  function progress(part: number): void {
    if (job && (part - job.part >= step || (part === 1 && job.part < 1))) update({ part });
  }

  function begin(work: Work): void {
    if (job?.state === 'running') throw new Problem('conflict', 'An export or import is running already. Wait for it, or cancel it first.');
    last = work;
    folder = null;
    abort = new AbortController();
    job = { kind: work.kind, scope: work.scope, state: 'running', part: 0, sentence: '', canContinue: false, hasFolder: false };
    publish();
    ended = watch(work, abort.signal);
  }

  async function watch(work: Work, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await work.run({ signal, progress });
      folder = outcome.folder;
      update({ state: 'done', part: 1, sentence: outcome.sentence, hasFolder: folder !== null });
    } catch (error) {
      const canContinue = work.resumable;
      if (signal.aborted) return update({ state: 'cancelled', sentence: work.cancelled, canContinue });
      update({ state: 'failed', sentence: sentenceOf(error, log), canContinue });
    }
  }

  return {
    current: () => job,
    begin,
    offer(work, sentence) {
      last = work;
      job = { kind: work.kind, scope: work.scope, state: 'interrupted', part: 0, sentence, canContinue: true, hasFolder: false };
    },
    continue() {
      if (!last || !job?.canContinue) throw new Problem('conflict', 'There is nothing to go on with. Start it anew.');
      begin(last);
    },
    cancel: () => abort.abort(new Error('cancelled by the user')),
    dismiss() {
      if (job?.state === 'running') return;
      last?.dismissed?.();
      job = null;
      publish();
    },
    folder: () => folder,
    close() {
      abort.abort(new Error('Parley quits'));
      return ended;
    },
  };
}

function sentenceOf(error: unknown, log: Logger): string {
  if (error instanceof Problem || error instanceof StorageError) return error.message;
  log.warn('an export or import failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return 'Something in Parley went wrong. The log in the data folder says more.';
}
