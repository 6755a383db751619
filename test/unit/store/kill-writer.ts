/**
 * Run as a child process by kill.test.ts: writes into the store at argument 1 without end, and says on its standard output what the store
 * has acknowledged. Every message carries its own number, so the parent can ask for each.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../../main/store/open-store.ts';
import { account, base, incoming, outgoing } from './sample.ts';

const [file, run] = process.argv.slice(2) as [string, string];
const silent = { debug() {}, info() {}, warn() {} };
const { store } = await openStore({ file, workerFile: new URL('../../../main/store/worker.ts', import.meta.url), log: silent });

/** Straight to the pipe: what was said before the kill has been said. */
function say(word: string, id: string): void {
  writeSync(1, `${word} ${id}\n`);
}

if ((await store.readAccounts()).length === 0) await store.addAccount(account);
const { id: conversationId } = await store.addConversation({ accountId: account.id, remoteId: 'room', title: 'Room' });
say('opened', run);

for (let n = 0; ; n += 1) {
  const id = `${run}-${n}`;
  await store.enqueue(outgoing(id, conversationId, id));
  say('queued', id);
  await store.beginAttempt({ id, startedAt: base });
  say('sending', id);
  const messages = [0, 1, 2, 3].map((k) => incoming(n * 4 + k, { remoteId: `${id}-${k}`, text: 'word '.repeat(n % 400) }));
  await store.ingest({ conversationId, messages, page: 'latest', readAt: base + n });
  for (const message of messages) say('message', message.remoteId);
}
