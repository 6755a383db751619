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

/** “98,112 of about 100,000 messages, all 14 drafts and all 3 unsent messages were recovered.” */
function recovered({ messages, drafts, unsent }: Salvaged): string {
  if (messages.kept + drafts.kept + unsent.kept === 0 && !messages.exact) return 'No messages could be recovered from it.';
  const total = messages.kept + messages.lost;
  const about = messages.exact ? '' : 'about ';
  const ofMessages =
    messages.lost === 0 && messages.exact ? all(total, 'message') : `${figure(messages.kept)} of ${about}${counted(total, 'message')}`;
  const part = ({ kept, all: complete }: Salvaged['drafts'], word: string) => (complete ? all(kept, word) : counted(kept, word));
  return `${ofMessages}, ${part(drafts, 'draft')} and ${part(unsent, 'unsent message')} were recovered.`;
}

function all(count: number, word: string): string {
  if (count === 0) return `no ${word}s`;
  return count === 1 ? `the one ${word}` : `all ${counted(count, word)}`;
}

function missing({ messages }: Salvaged): string {
  if (messages.exact && messages.lost === 0) return '';
  const what = messages.exact ? figure(messages.lost) : messages.lost === 0 ? 'What else there was' : `${figure(messages.lost)} or more`;
  return `${what} may be fetched again from the services, as far as they still have it.`;
}

function partOf({ messages }: Salvaged): string {
  return messages.fromBackup === 0 ? '' : `: ${counted(messages.fromBackup, 'message')} came from it`;
}
