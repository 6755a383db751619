/** An export as a job, noted from its beginning to its end, and as an offer to go on with one that an earlier run of Parley did not end. */
import type { Scope } from '../../preload/contract/data.ts';
import type { Roster } from '../accounts/roster.ts';
import { oneLine } from '../export/formats/words.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/contract.ts';
import type { BegunExport, BegunExportNote } from './begun-export.ts';
import type { Work } from './job.ts';
import { count } from './words.ts';

export interface ExportWorkParts {
  store: Pick<Store, 'readConversation' | 'runTask'>;
  roster: Pick<Roster, 'all'>;
  note: BegunExportNote;
}

/** `continuing`: what an earlier run wrote must be there; otherwise the export begins where there is nothing to go on with. */
export function exportWork(parts: ExportWorkParts, begun: BegunExport, { continuing = false } = {}): Work {
  const { begunAt, ...wish } = begun;
  return {
    kind: 'export',
    scope: begun.scope,
    resumable: true,
    cancelled: 'The export was cancelled. Its folder says “unfinished”: delete it, or continue where it stopped.',
    async run({ signal, progress }) {
      if ((await nameOf(parts, begun.scope)) === null) throw new Problem('not-found', removed);
      parts.note.write(begun);
      const done = await parts.store.runTask('exportMessages', { ...wish, now: begunAt, continuing }, { signal, onProgress: progress });
      parts.note.remove();
      const sentence = `Exported ${count(done.conversations, 'conversation')} with ${count(done.messages, 'message')}.`;
      return { sentence, folder: done.folder };
    },
    dismissed: () => parts.note.remove(),
  };
}

/** What was noted by an earlier run, with the sentence it is offered with. Null where there is nothing, or nothing any more, to go on with. */
export async function offeredExport(parts: ExportWorkParts): Promise<{ work: Work; sentence: string } | null> {
  const begun = parts.note.read();
  if (!begun) return null;
  const name = await nameOf(parts, begun.scope);
  if (name === null) {
    parts.note.remove();
    return null;
  }
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(begun.begunAt);
  const sentence =
    `Parley was closed before the export of ${name}, begun on ${day}, was done. Continue where it stopped, or dismiss this and delete ` +
    `its folder in ${begun.folder}, whose name says “unfinished”.`;
  return { work: exportWork(parts, begun, { continuing: true }), sentence };
}

const removed = 'What this export is of was removed from Parley. Dismiss this, and delete the folder that says “unfinished”.';

/** What an export is of, in words; null when it is not in Parley any more. */
async function nameOf({ store, roster }: ExportWorkParts, scope: Scope): Promise<string | null> {
  if (scope.kind === 'all') return 'everything';
  const name =
    scope.kind === 'account'
      ? roster.all().find(({ id }) => id === scope.accountId)?.name
      : (await store.readConversation(scope.conversationId))?.title;
  return name === undefined ? null : `“${oneLine(name)}”`;
}
