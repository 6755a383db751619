/** What a search cannot find because Parley has not read it. */
import { count } from '../../format/count.ts';
import { listed } from '../../format/list.ts';
import type { Session } from '../../state/session.svelte.ts';

/** In a sentence; empty when everything there is was read. */
export function gapsInHistory({ inbox, accounts }: Session): string {
  const readable = inbox.all.filter(({ accountId }) => accounts.providerOf(accountId)?.capabilities.read ?? true);
  const unread = readable.filter(({ caughtUpAt }) => caughtUpAt === null).length;
  const older = readable.filter(({ caughtUpAt, historyComplete }) => caughtUpAt !== null && !historyComplete).length;
  const holes = readable.filter(({ gaps }) => gaps > 0).length;
  const parts = [
    unread > 0 && `${count(unread, 'conversation')} ${unread === 1 ? 'was' : 'were'} not read yet`,
    older > 0 && `older messages of ${count(older, 'conversation')} are still at the service`,
    holes > 0 && `messages may be missing in ${count(holes, 'conversation')}`,
  ].filter((part) => part !== false);
  const sentence = listed(parts);
  return parts.length === 0 ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
