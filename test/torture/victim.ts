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

const letting = { ...account, id: '5f0c6a52-7d3e-4d59-8d0b-3b8a3f1e2c11', name: 'Kept for a month' };
const month = 30;
const day = 86_400_000;
let aged = 0;

/** Takes old messages in, lets go of them as a retention does, and clears away what is left of them. */
async function letGo(store: Store): Promise<void> {
  const accountId = letting.id;
  if (!(await store.readAccounts()).some(({ id }) => id === accountId)) await store.addAccount(letting);
  await store.setRetention({ accountId, days: null, now: base });
  const room = `aged-${run}-${(aged += 1)}`;
  const { id: conversationId } = await store.addConversation({ accountId, remoteId: room, title: 'Aged' });
  const messages = Array.from({ length: 60 }, (_, n) => {
    const remoteId = `${room}-${n}`;
    const sentAt = (n < 40 ? base - 3 * month * day : base) + n;
    return incoming(n, { remoteId, text: remoteId, sentAt, order: sentAt * 1000 });
  });
  await store.ingest({ conversationId, messages, page: 'latest', readAt: base });
  const [kept, ...old] = (await store.readMessagePage({ conversationId, at: 'newest', limit: messages.length })).messages.filter(
    ({ sentAt }) => sentAt < base - month * day,
  );
  await store.setSaved({ messageId: kept!.id, savedAt: base });
  say('saved', kept!.text);

  await store.setRetention({ accountId, days: month, now: base });
  for (const id of await store.advanceRetention({ accountId, now: base })) {
    let step: Awaited<ReturnType<Store['letGo']>> | null = null;
    do step = await store.letGo({ conversationId: id, after: step?.next ?? null, limit: 20 });
    while (step.next);
  }
  for (const { text } of old) say('gone', text);
  while ((await store.giveBackPages()) > 0);
  while (await store.tidyIndex());
  await store.runTask('renewBackups', { now: base });
}

/** Besides writing. */
const tasks: Record<string, (store: Store) => Promise<unknown>> = {
  'backing up while writing': (store) => store.runTask('backUp', { now: Date.now(), every: 0 }),
  'letting go while writing': letGo,
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
