/** The threads' heaps are limited (start-thread.ts): the largest work there is must fit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { base, incoming } from './sample.ts';
import { latest, storeWithConversation, temporaryFolder } from './temporary-store.ts';

/** As many bytes as Parley takes of a service at once, in the characters that cost most: each is a word of its own. */
const most = 5_000_000;
const characters = Array.from({ length: Math.floor(most / 3) }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 8000)));
const text = characters.join('');

test('messages of as many bytes as a service may send are stored, found, shown and exported', { timeout: 60_000 }, async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1, { text }), incoming(2, { text: characters.toReversed().join('') })]);

  for (const query of [text.slice(-50), `from:ana -没有 ${text.slice(0, 20)}`]) {
    const { hits } = await store.searchPage({ query, order: 'best', continueAt: null, limit: 50, now: base, services: {} });
    expect(hits.map(({ message }) => message.sentAt)).toEqual([incoming(1).sentAt]);
  }
  const page = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 100 });
  expect(page.messages.map((message) => message.text.length)).toEqual([text.length, text.length]);

  const wish = { folder: temporaryFolder(), scope: { kind: 'all' as const }, now: base, writtenBy: 'Parley test' };
  const { folder } = await store.runTask('exportMessages', { ...wish, format: 'jsonl' });
  expect(readFileSync(join(folder, 'parley.jsonl'), 'utf8')).toContain(text);
});

test('a word that stands a million times in one message is found, with the first thousand places', { timeout: 60_000 }, async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1, { text: 'la '.repeat(most / 3) })]);
  const { hits } = await store.searchPage({ query: 'la', order: 'newest', continueAt: null, limit: 50, now: base, services: {} });
  expect(hits.map(({ inText }) => [inText.length, inText.at(-1)])).toEqual([[1000, { from: 2997, to: 2999 }]]);
});
