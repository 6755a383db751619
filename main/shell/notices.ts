/** What opening the database found, and what came upon damage later, in words for the top of the window. */
import type { Notice } from '../../preload/contract/domain.ts';
import type { OpenOutcome } from '../store/contract.ts';
import type { Salvaged } from '../store/salvage/figures.ts';

export const damageNotice: Notice = {
  id: 'store-damaged',
  tone: 'danger',
  title: 'The database is damaged',
  detail:
    'Part of what Parley keeps on this computer can no longer be read. Repair it now: that may take some minutes, keeps the damaged file, and saves what still reads and what the last backup has. Otherwise it is repaired at the next start.',
  action: 'repair',
};

export function noticesOf(outcome: OpenOutcome): Notice[] {
  if (outcome.kind !== 'recovered') return [];
  const { keptFile, restoredFrom, salvaged } = outcome;
  const sentences = [
    recovered(salvaged),
    missing(salvaged),
    restoredFrom === null ? '' : `The backup ${restoredFrom} was used${partOf(salvaged)}.`,
    keptFile === null ? 'The file itself was gone.' : `The damaged file was kept as ${keptFile}.`,
  ];
  return [{ id: 'store-recovered', tone: 'danger', title: 'The database was damaged', detail: sentences.filter(Boolean).join(' ') }];
}

const figure = (count: number) => count.toLocaleString('en-GB');
const counted = (count: number, word: string) => `${figure(count)} ${word}${count === 1 ? '' : 's'}`;

/** “98,112 of about 100,000 messages, all 14 drafts and the one unsent message were recovered.” */
function recovered({ messages, drafts, unsent }: Salvaged): string {
  if (messages.kept + drafts.kept + unsent.kept === 0 && !messages.exact) return 'No messages could be recovered from it.';
  const part = ({ kept, all }: Salvaged['drafts'], word: string) => (all ? whole(kept, word) : counted(kept, word));
  const sentence = `${historyOf(messages)}, ${part(drafts, 'draft')} and ${part(unsent, 'unsent message')} were recovered.`;
  return sentence[0]!.toUpperCase() + sentence.slice(1);
}

function historyOf({ kept, lost, exact }: Salvaged['messages']): string {
  if (exact && lost === 0) return whole(kept, 'message');
  return `${figure(kept)} of ${exact ? '' : 'about '}${counted(kept + lost, 'message')}`;
}

function whole(count: number, word: string): string {
  if (count === 0) return `no ${word}s`;
  return count === 1 ? `the one ${word}` : `all ${counted(count, word)}`;
}

function missing({ messages: { lost, exact } }: Salvaged): string {
  if (lost === 0) return exact ? '' : 'What may be missing can be fetched again from the services, as far as they still have it.';
  return `${figure(lost)}${exact ? '' : ' or more'} may be fetched again from the services, as far as they still have them.`;
}

function partOf({ messages }: Salvaged): string {
  return messages.fromBackup === 0 ? '' : `: ${counted(messages.fromBackup, 'message')} came from it`;
}
