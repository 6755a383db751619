/** An import as a job: which accounts here take what the file holds, and what is said at its end. */
import type { Accounts } from '../accounts/index.ts';
import type { Roster } from '../accounts/roster.ts';
import type { Clock } from '../clock.ts';
import type { DataLine } from '../export/formats/lines.ts';
import { runImport, type ImportResult } from '../import/run-import.ts';
import { Problem } from '../problem.ts';
import type { Provider } from '../providers/contract.ts';
import type { AccountRecord, Store } from '../store/contract.ts';
import type { Work } from './job.ts';
import { count } from './words.ts';

type AccountLine = Extract<DataLine, { type: 'account' }>;

export interface ImportWorkParts {
  store: Store;
  accounts: Pick<Accounts, 'restore' | 'restart'>;
  roster: Pick<Roster, 'all' | 'record'>;
  clock: Clock;
  /** Those this version knows, by kind. */
  providers: readonly Provider[];
}

/** `into`: the account that takes the file's account of its kind; null: each goes where it came from, and is added where it is not there. */
export function importWork(parts: ImportWorkParts, file: string, into: string | null): Work {
  const { store, accounts, roster, clock, providers } = parts;

  /** Answers its id here, and notes whose history changes. */
  async function place(line: AccountLine, touched: Set<string>, added: Set<string>): Promise<string | null> {
    const id = into ?? line.id;
    const here = roster.all().find((account) => account.id === id);
    if (here && here.kind !== line.kind) return null;
    if (into !== null && touched.has(into)) throw new Problem('conflict', severalAccounts);
    if (!here) {
      const provider = providers.find(({ info }) => info.kind === line.kind);
      if (!provider) return null;
      await accounts.restore(toRecord(line, provider), line.ownAuthorId);
      added.add(id);
    }
    touched.add(id);
    return id;
  }

  return {
    kind: 'import',
    scope: into === null ? { kind: 'all' } : { kind: 'account', accountId: into },
    resumable: true,
    cancelled: 'The import was cancelled. What came until then is kept; it can go on at any time, and nothing comes twice.',
    async run({ signal, progress }) {
      const touched = new Set<string>();
      const added = new Set<string>();
      try {
        const accountFor = (line: AccountLine) => place(line, touched, added);
        const result = await runImport(file, { store, accountFor, now: clock.now, signal, progress });
        return { sentence: sentenceOf(result, added.size), folder: null };
      } finally {
        // Whoever reads an account at the moment remembers how far back it knows it.
        for (const id of touched) if (roster.all().some((account) => account.id === id)) await accounts.restart(id);
      }
    },
  };
}

const severalAccounts =
  'This export holds several accounts of this kind. Export the one you want by itself, or import them all from the settings.';

/** Only what the service's own form asks for, and nothing that is secret, wherever the file is from. */
function toRecord({ id, kind, name, hue, settings, createdAt }: AccountLine, { info }: Provider): AccountRecord {
  const open = info.fields.filter((field) => field.type !== 'secret').map((field) => field.name);
  const kept = Object.fromEntries(Object.entries(settings).filter(([field]) => open.includes(field)));
  return { id, kind, name, hue: ((hue % 360) + 360) % 360, settings: kept, keep: 'keychain', createdAt, paused: false };
}

function sentenceOf({ conversations, added, skipped, whole }: ImportResult, accounts: number): string {
  const sentences = [
    conversations === 0
      ? 'Nothing was imported: the file holds no conversation that fits here.'
      : `Imported ${count(added, 'new message')} in ${count(conversations, 'conversation')}.`,
  ];
  if (accounts > 0) sentences.push(`${count(accounts, 'account')} came without a key: look at the server address before you enter one.`);
  if (skipped > 0) sentences.push(`${count(skipped, 'line')} could not be used and ${skipped === 1 ? 'was' : 'were'} left out.`);
  if (!whole) sentences.push('The file ends early: the export it is from was not finished, or was cut off.');
  return sentences.join(' ');
}
