/** Fetches older messages quietly, one page at a time, to the first message the service will give. */
import { ProviderError, Rejected } from '../providers/errors.ts';
import type { SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Directory } from './directory.ts';
import type { Chore } from './poll-loop.ts';
import type { Reader } from './reader.ts';

/** Between two pages, ms: quiet enough to leave the queue to reads and sends. */
const pause = 1000;
/** After a page that failed, ms; a refused one is not urgent at all. */
const rest = { failed: 30_000, refused: 30 * 60_000 };

export function createHistory(account: ActiveAccount, reader: Pick<Reader, 'readOlder'>, directory: Directory, clock: Clock): Chore {
  /** Conversations whose last page failed, and until when they are left alone. */
  const resting = new Map<number, number>();
  let nextAt = 0;

  async function readOlder(conversation: SyncConversation): Promise<void> {
    nextAt = clock.now() + pause;
    try {
      await reader.readOlder(conversation, 'history');
      resting.delete(conversation.id);
    } catch (error) {
      if (account.signal.aborted) return;
      const restUntil = clock.now() + (error instanceof Rejected ? rest.refused : rest.failed);
      resting.set(conversation.id, Math.max(restUntil, account.pausedUntil('history', conversation.remoteId)));
      if (!(error instanceof ProviderError)) throw error;
    }
  }

  return {
    plan() {
      let first: SyncConversation | null = null;
      let restUntil = Infinity;
      for (const conversation of directory.all()) {
        if (!conversation.seen || conversation.historyComplete) continue;
        const until = resting.get(conversation.id) ?? 0;
        if (until >= restUntil) continue;
        first = conversation;
        restUntil = until;
        if (until <= clock.now()) break;
      }
      return first && { at: Math.max(nextAt, restUntil), run: () => readOlder(first) };
    },
  };
}
