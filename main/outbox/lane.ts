/** What goes out in one conversation, in order: the first unfinished item is tried, or its fate looked up, before the next may move. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import { ProviderError, Rejected } from '../providers/errors.ts';
import { AccountStopped, type ActiveAccount } from '../sync/active-account.ts';
import type { SyncConversation } from '../store/contract.ts';
import type { Reader } from '../sync/reader.ts';
import type { Ledger } from './ledger.ts';
import type { OutboxParts } from './index.ts';
import { errandOf } from './errand.ts';
import { readAround, readNewest } from './look.ts';
import { absenceProves, settledAt } from './settling.ts';
import { mayRepeatChange, verdictOn } from './verdict.ts';

export interface Lane {
  /** Looks for work; cheap when there is none. */
  wake(): void;
  /** Looks once more for an item the user was already asked about. */
  checkAgain(id: string): void;
  stop(): void;
}

/** An open way to the conversation's service. */
export interface Line {
  account: ActiveAccount;
  reader: Reader;
  conversation: SyncConversation;
  /** Writing there was refused, as far as is known. */
  readOnly: boolean;
}

/** Soon after a send the conversation is read, so that the message is confirmed while the user still looks at it. */
const confirmSoon = 400;
const retryStorage = 5000;

export function createLane(conversationId: number, parts: OutboxParts & { ledger: Ledger }): Lane {
  const { store, clock, ledger, log } = parts;
  /** Items the user has been asked about: only a read that finds them, or the user's word, moves them. */
  const asked = new Set<string>();
  /** When to look next for an item of unknown fate, ms UTC: wakes come often, and each look costs a call. */
  const lookAt = new Map<string, number>();
  let busy = false;
  /** A wake that comes while busy may be for something the present step did not see. */
  let wokenMeanwhile = false;
  let stopped = false;
  let cancelTimer = () => {};

  const head = () => ledger.of(conversationId).find((item) => item.state !== 'sent' && item.state !== 'failed');

  async function line(): Promise<Line | null> {
    const stored = await store.readConversation(conversationId);
    const active = stored && parts.sync.active(stored.accountId);
    const conversation = active?.conversations.find((known) => known.id === conversationId);
    if (!active || !conversation) return null;
    return { account: active.account, reader: active.reader, conversation, readOnly: stored.readOnlyReason !== '' };
  }

  /** Does one thing. Returns when to look again, ms UTC; null to go on at once; Infinity to wait for a wake. */
  async function step(): Promise<number | null> {
    const item = head();
    if (!item || (item.state === 'unknown' && asked.has(item.id))) return Infinity;
    if (item.state === 'sending') return takeUp(item);
    const open = await line();
    if (!open) return Infinity;
    const pausedUntil = open.account.pausedUntil('send', open.conversation.remoteId);
    const notBefore = Math.max(pausedUntil, (item.state === 'queued' ? item.nextAttemptAt : lookAt.get(item.id)) ?? 0);
    if (notBefore > clock.now()) return notBefore;
    return item.state === 'unknown' ? look(item, open) : attempt(item, open);
  }

  /** This lane sends one at a time, so an item found `sending` was left by a run that ended, or by a disk that refused to note the end. */
  async function takeUp(item: OutboxItem): Promise<null> {
    await store.settle({
      id: item.id,
      state: 'unknown',
      endedAt: item.attempts.at(-1)?.startedAt ?? clock.now(),
      outcome: 'interrupted',
      reason: 'Sending was interrupted. Checking whether it arrived.',
    });
    return null;
  }

  async function attempt(item: OutboxItem, { account, conversation, readOnly }: Line): Promise<number | null> {
    const { remoteId } = conversation;
    const errand = await errandOf(item, remoteId, store);
    if (!errand) return giveUp(item, 'The message it was about is no longer there.');
    let begun: OutboxItem | null = null;
    const prepare = async () => {
      begun = await store.beginAttempt({ id: item.id, startedAt: clock.now() });
    };
    try {
      const accepted = await account.call('send', (connection, signal) => errand(connection, signal, begun!.text), {
        about: remoteId,
        prepare,
      });
      await store.settle({ id: item.id, ...accepted, endedAt: clock.now(), outcome: 'accepted', reason: '' });
      // Whatever a refusal once said about this conversation, it can be written to now.
      if (item.kind === 'send' && readOnly) await store.setConversationReadOnly({ id: conversationId, reason: '' });
      if (accepted.state === 'sent' && !accepted.message) parts.sync.readSoon(account.id, conversationId, confirmSoon);
    } catch (error) {
      if (begun) await settleError(item, error, account);
      // Nothing was sent: the item was taken back meanwhile, the service asks for a pause, or the disk refused.
      else if (!account.signal.aborted) return ledger.find(item.id)?.state === 'queued' ? clock.now() + retryStorage : null;
    }
    return null;
  }

  async function settleError(item: OutboxItem, error: unknown, account: ActiveAccount): Promise<void> {
    await store.settle({ id: item.id, endedAt: clock.now(), ...verdictOn(error, account.pausedUntil(), clock.now()) });
    if (item.kind !== 'send' || !(error instanceof Rejected)) return;
    if (error.reason === 'forbidden') await store.setConversationReadOnly({ id: conversationId, reason: error.message });
    // The refusal may mean that the sign-in for this conversation is over, which its list says.
    if (account.connection.signInTo) parts.sync.listSoon(account.id);
  }

  /** Reads the conversation again: the store recognises what became of the item if it shows. */
  function look(item: OutboxItem, line: Line): Promise<number | null> {
    return item.kind === 'send' ? lookForMessage(item, line) : lookForChange(item, line);
  }

  async function lookForMessage(item: OutboxItem, line: Line): Promise<number | null> {
    if (!line.account.connection.readLatest) return askUser(item, 'Parley cannot read here to find out.');
    const last = item.attempts.at(-1);
    const settled = last ? settledAt(last) : 0;
    const final = clock.now() >= settled;
    const complete = await readNewest(line);
    if (ledger.find(item.id)?.state !== 'unknown') return null;
    if (!final) {
      lookAt.set(item.id, settled);
      return settled;
    }
    if (complete && last && absenceProves(last)) return sendAgain(item, 'It had not arrived, so it is sent again.');
    return askUser(item, 'It is not in the conversation so far.');
  }

  /** Making a change once more does no harm, so nobody is asked. */
  async function lookForChange(item: OutboxItem, line: Line): Promise<null> {
    if (line.account.connection.readLatest) await readNewest(line);
    if (ledger.find(item.id)?.state !== 'unknown') return null;
    await readAround(item, line, store, clock);
    if (ledger.find(item.id)?.state !== 'unknown') return null;
    if (mayRepeatChange(item.attempts)) return sendAgain(item, 'It had not taken effect, so it is tried again.');
    return giveUp(item, item.attempts.at(-1)?.reason || 'It did not take effect.');
  }

  async function sendAgain({ id }: OutboxItem, reason: string): Promise<null> {
    await store.settle({ id, state: 'queued', endedAt: clock.now(), outcome: null, reason, nextAttemptAt: null });
    return null;
  }

  async function giveUp({ id }: OutboxItem, reason: string): Promise<null> {
    await store.settle({ id, state: 'failed', endedAt: clock.now(), outcome: null, reason });
    return null;
  }

  async function askUser({ id }: OutboxItem, why: string): Promise<null> {
    asked.add(id);
    const reason = `The service did not say whether it took this message. ${why}`;
    await store.settle({ id, state: 'unknown', endedAt: clock.now(), outcome: null, reason });
    return null;
  }

  async function work(): Promise<void> {
    if (busy) wokenMeanwhile = true;
    if (busy || stopped) return;
    busy = true;
    wokenMeanwhile = false;
    cancelTimer();
    let next: number | null = null;
    try {
      while (next === null && !stopped) next = await step();
    } catch (error) {
      const expected = error instanceof ProviderError || error instanceof AccountStopped;
      if (!expected) log.warn('outbox step failed', { conversationId, error: String(error) });
      next = clock.now() + retryStorage;
    }
    busy = false;
    if (stopped || next === null) return;
    if (wokenMeanwhile) void work();
    else if (next !== Infinity) cancelTimer = clock.after(next - clock.now(), () => void work());
  }

  return {
    wake: () => void work(),
    checkAgain(id) {
      asked.delete(id);
      lookAt.delete(id);
      void work();
    },
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
}
