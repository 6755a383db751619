/**
 * Run as a child process, to be killed: works on the database at argument 1 without end and says what the store has acknowledged. Argument 2
 * makes its ids its own; argument 3 says what it does besides writing.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../main/store/contract.ts';
import { account, base, incoming, outgoing } from '../unit/store/sample.ts';
import { open } from './database.ts';
import type { Word } from './promises.ts';

const [file, run, work] = process.argv.slice(2) as [string, string, string];

/** Straight to the pipe: what was said before the kill has been said. */
function say(word: Word | 'begin', id: string): void {
  writeSync(1, `${word} ${id}\n`);
}

async function write(store: Store): Promise<never> {
  if ((await store.readAccounts()).length === 0) await store.addAccount(account);
  const { id: conversationId } = await store.addConversation({ accountId: account.id, remoteId: `room-${run}`, title: 'Room' });
  const drafts = await store.addConversation({ accountId: account.id, remoteId: `drafts-${run}`, title: 'Drafts' });
  for (let n = 0; ; n += 1) {
    const id = `${run}-${n}`;
    await store.enqueue(outgoing(id, conversationId, id));
    say('queued', id);
    await store.beginAttempt({ id, startedAt: base });
    say('sending', id);
    const messages = [0, 1, 2, 3].map((k) => incoming(n * 4 + k, { remoteId: `${id}-${k}`, text: `word ${'some '.repeat(n % 400)}` }));
    await store.ingest({ conversationId, messages, page: 'latest', readAt: base + n });
    for (const { remoteId } of messages) say('message', remoteId);
    const [edited] = messages.map((message) => ({ ...message, text: `edited ${message.text}`, editedAt: base + n }));
    await store.ingest({ conversationId, messages: [edited!], page: 'live', readAt: base + n });
    say('edit', edited!.remoteId);
    await store.saveDraft({ conversationId: drafts.id, text: String(n) });
    say('draft', id);
  }
}

/** Besides writing. */
const tasks: Record<string, (store: Store) => Promise<unknown>> = {
  'backing up while writing': (store) => store.runTask('backUp', { now: Date.now(), every: 0 }),
};

if (work === 'migrating') say('begin', run);
const { store } = await open(file);
if (work === 'migrating') await sleep(2 ** 30);
if (work !== 'migrating') say('begin', run);
const task = tasks[work];
await Promise.all([write(store), ...(task ? [repeat(() => task(store))] : [])]);

async function repeat(job: () => Promise<unknown>): Promise<never> {
  for (;;) await job();
}
