/** The user's own data: exports and imports, how long accounts keep their messages, and how much room everything takes. */
import type { DataJob, DataState, ExportFormat, Outdated, Scope } from '../../preload/contract/data.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Roster } from '../accounts/roster.ts';
import type { ChangeHub } from '../changes.ts';
import type { Clock } from '../clock.ts';
import type { Logger, Provider } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';
import { begunExportNote } from './begun-export.ts';
import { exportWork, offeredExport } from './export-work.ts';
import { importWork } from './import-work.ts';
import { createJobKeeper } from './job.ts';
import { startRetention } from './retention.ts';

export interface Data {
  /** Measures when nobody has yet. */
  state(): Promise<DataState>;
  job(): DataJob | null;
  measure(): void;
  /** `folder`: where the user wants it. Its progress and its end are published. */
  beginExport(argument: { folder: string; scope: Scope; format: ExportFormat; writtenBy: string }): void;
  beginImport(argument: { file: string; into: string | null }): void;
  continueJob(): void;
  cancelJob(): void;
  /** An export that is not done is forgotten for good; what it wrote stays. */
  dismissJob(): void;
  /** Of the last export that is done. */
  exportFolder(): string | null;
  setRetention(accountId: string, days: number | null): Promise<void>;
  /** What keeping so many days would remove now. */
  countOutdated(accountId: string, days: number): Promise<Outdated>;
  close(): Promise<void>;
}

export interface DataParts {
  /** Where Parley keeps its files. */
  dataFolder: string;
  store: Store;
  accounts: Accounts;
  roster: Roster;
  changes: ChangeHub;
  clock: Clock;
  log: Logger;
  providers: readonly Provider[];
}

const day = 24 * 60 * 60_000;

/** An export that an earlier run did not end is its job, until it is continued, dismissed, or another one begins. */
export async function createData({ dataFolder, store, accounts, roster, changes, clock, log, providers }: DataParts): Promise<Data> {
  const jobs = createJobKeeper(publish, log);
  const exportParts = { store, roster, note: begunExportNote(dataFolder, log) };
  const accountIds = () => roster.all().map(({ id }) => id);
  const closing = new AbortController();
  let sizes: DataState['sizes'] = null;
  let measuring = false;
  let keepDays: DataState['keepDays'] = {};

  const retention = startRetention({ store, clock, log, accountIds, onTidied: () => sizes && measure() });
  const forget = store.onChanges((batch) => {
    if (batch.some((change) => change.type === 'delete' && change.object === 'conversation')) retention.tidySoon();
  });

  function now(): DataState {
    return { job: jobs.current(), measuring, sizes, keepDays };
  }

  function publish(): void {
    changes.publish({ type: 'data', value: now() });
  }

  async function readKeepDays(): Promise<void> {
    const all = await Promise.all(accountIds().map(async (id) => [id, await store.readKeepDays(id)] as const));
    keepDays = Object.fromEntries(all.filter((entry): entry is [string, number] => entry[1] !== null));
  }

  function measure(): void {
    if (measuring || closing.signal.aborted) return;
    measuring = true;
    publish();
    store
      .runTask('measure', null, { signal: closing.signal })
      .then(
        (measured) => void (sizes = { ...measured, measuredAt: clock.now() }),
        (error: unknown) => closing.signal.aborted || log.warn('measuring failed', { error: String(error) }),
      )
      .finally(() => {
        measuring = false;
        if (!closing.signal.aborted) publish();
      });
  }

  const offered = await offeredExport(exportParts);
  if (offered) jobs.offer(offered.work, offered.sentence);

  return {
    async state() {
      await readKeepDays();
      if (sizes === null) measure();
      return now();
    },
    job: jobs.current,
    measure,
    beginExport: (argument) => jobs.begin(exportWork(exportParts, { ...argument, begunAt: clock.now() })),
    beginImport: ({ file, into }) => jobs.begin(importWork({ store, accounts, roster, clock, providers }, file, into)),
    continueJob: jobs.continue,
    cancelJob: jobs.cancel,
    dismissJob: jobs.dismiss,
    exportFolder: jobs.folder,
    async setRetention(accountId, days) {
      await store.setRetention({ accountId: roster.record(accountId).id, days, now: clock.now() });
      await readKeepDays();
      publish();
      if (days !== null) retention.changed(accountId);
    },
    countOutdated: (accountId, days) =>
      store.runTask('countOutdated', { accountId, before: clock.now() - days * day }, { signal: closing.signal }),
    async close() {
      closing.abort(new Error('Parley quits'));
      forget();
      retention.stop();
      await jobs.close();
    },
  };
}
