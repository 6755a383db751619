/** What is exported and imported into an empty store is the same again, and a second import changes nothing. */
import fc from 'fast-check';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '../../../main/store/contract.ts';
import { account, base, incoming } from '../store/sample.ts';
import { latest, recordChanges, temporaryFolder, texts } from '../store/temporary-store.ts';
import { comparable, emptyStore, exportLines, fill, importFrom } from './store.ts';

const oddText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\0',
    '\u2028\u2029\r\n\r',
    '{"type":"end"}',
    '</script><!--',
    '\ud800 alone',
    'שלום \u202eevil',
    '👩‍👩‍👧‍👦',
    '# not a heading',
  ),
);
const remote = fc.record({
  authorId: oddText,
  authorName: oddText,
  text: oddText,
  edits: fc.array(oddText, { maxLength: 2 }),
  deleted: fc.boolean(),
  system: fc.boolean(),
  mine: fc.option(fc.boolean(), { nil: undefined }),
  replyTo: fc.option(fc.record({ remoteId: oddText, authorName: oddText, text: oddText })),
  reactions: fc.array(fc.record({ emoji: oddText, count: fc.integer({ min: 1, max: 9 }), mine: fc.boolean() }), { maxLength: 2 }),
  seenBy: fc.option(fc.record({ count: fc.integer({ min: 0, max: 5 }), of: fc.integer({ min: 1, max: 5 }) })),
});

test('the same accounts, conversations, messages, edits, deletions, reactions, replies and gaps come back', async () => {
  const { store, file } = await emptyStore();
  const other = await emptyStore();
  let accounts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(remote, { maxLength: 12 }), oddText, fc.integer({ min: 0, max: 11 }), async (remotes, title, gapAt) => {
      const own = { ...account, id: `account ${(accounts += 1)}` };
      const pages = remotes.map(({ mine, edits: _edits, deleted: _deleted, ...rest }, n) =>
        incoming(n, { ...rest, ...(mine !== undefined && { mine }) }),
      );
      const id = (await fill(store, { [title]: pages.slice(0, gapAt) }, own)).get(title)!;
      await latest(store, id, pages.slice(gapAt), { gap: true, historyComplete: pages.length > 0 });
      for (const round of [0, 1]) {
        const edited = remotes.flatMap(({ edits }, n) => (edits[round] === undefined ? [] : [{ ...pages[n]!, text: edits[round] }]));
        await latest(store, id, edited, { readAt: base + round });
      }
      await latest(
        store,
        id,
        remotes.flatMap(({ deleted }, n) => (deleted ? [{ ...pages[n]!, deleted }] : [])),
      );

      const scope = { kind: 'account', accountId: own.id } as const;
      const lines = exportLines(file, scope);
      const unread = await other.store.readUnreadTotal();
      const result = await importFrom(other.store, lines);
      expect(result).toMatchObject({ conversations: 1, added: pages.length, skipped: 0, whole: true });
      expect(comparable(exportLines(other.file, scope))).toEqual(comparable(lines));
      const changes = recordChanges(other.store);
      expect(await importFrom(other.store, lines)).toMatchObject({ added: 0, skipped: 0 });
      expect(changes).toEqual([]);
      expect(comparable(exportLines(other.file, scope))).toEqual(comparable(lines));
      expect(await other.store.readUnreadTotal()).toBe(unread);
    }),
    { numRuns: 40 },
  );
});

describe('importing beside what is there', () => {
  async function exportOf(messages: IncomingMessage[]): Promise<string> {
    const { store, file } = await emptyStore();
    await fill(store, { Team: messages });
    return exportLines(file);
  }

  test('overwrites no newer text, sends nothing, and makes nothing unread', async () => {
    const file = await exportOf([incoming(1, { text: 'as it was' }), incoming(2)]);
    const { store } = await emptyStore();
    const id = (await fill(store, { Team: [incoming(1, { text: 'as it is now' })] })).get('Team')!;
    expect(await importFrom(store, file)).toMatchObject({ added: 1 });
    expect(await texts(store, id)).toEqual(['as it is now', 'text 2']);
    expect(await store.readUnreadTotal()).toBe(0);
    expect(await store.readUnfinishedOutbox()).toEqual([]);
    expect(await store.readConversation(id)).toMatchObject({ gaps: 0, lastMessage: { text: 'text 2' } });
  });

  test.each([
    ['older', [1, 2], [8, 9], [2, 8]],
    ['newer', [8, 9], [1, 2], [2, 8]],
  ])('notes a gap towards %s history it does not touch', async (_what, inFile, here, [after, before]) => {
    const file = await exportOf(inFile.map((n) => incoming(n)));
    const { store } = await emptyStore();
    const id = (await fill(store, { Team: here.map((n) => incoming(n)) })).get('Team')!;
    await importFrom(store, file);
    const { gaps } = await store.readMessagePage({ conversationId: id, at: 'newest', limit: 50 });
    expect(gaps).toMatchObject([{ afterOrder: incoming(after!).order, beforeOrder: incoming(before!).order }]);
    await importFrom(store, file);
    expect((await store.readConversation(id))?.gaps).toBe(1);
  });

  test('closes gaps that the file fills', async () => {
    const file = await exportOf([1, 2, 3, 4, 5].map((n) => incoming(n)));
    const { store } = await emptyStore();
    const id = (await fill(store, { Team: [incoming(1)] })).get('Team')!;
    await latest(store, id, [incoming(5)], { gap: true });
    expect((await store.readConversation(id))?.gaps).toBe(1);
    await importFrom(store, file);
    expect(await texts(store, id)).toEqual([1, 2, 3, 4, 5].map((n) => `text ${n}`));
    expect((await store.readConversation(id))?.gaps).toBe(0);
  });

  test('leaves out broken lines, counts them, and says that something may be missing there', async () => {
    const file = await exportOf([1, 2, 3].map((n) => incoming(n)));
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('text 2'));
    lines[at] = lines[at]!.slice(0, 40);
    writeFileSync(file, lines.join('\n'));
    const { store } = await emptyStore();
    expect(await importFrom(store, file)).toMatchObject({ added: 2, skipped: 1, whole: true });
    expect((await store.readConversations())[0]).toMatchObject({ gaps: 1 });
  });

  test('refuses what is no export, or of a newer kind, in one sentence', async () => {
    const { store } = await emptyStore();
    const file = join(temporaryFolder(), 'parley.jsonl');
    writeFileSync(file, '');
    await expect(importFrom(store, file)).rejects.toThrow('This file is no export of Parley’s');
    writeFileSync(file, '{"type":"parley-export","version":2,"createdAt":1,"writtenBy":"Parley 9"}\n');
    await expect(importFrom(store, file)).rejects.toThrow('written by a newer version');
    await expect(importFrom(store, temporaryFolder())).rejects.toThrow('This is a folder.');
    expect(await store.readAccounts()).toEqual([]);
  });

  test('a file that was cut off is imported as far as it goes, and said to be so', async () => {
    const file = await exportOf([1, 2].map((n) => incoming(n)));
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, text.indexOf('{"type":"end"')));
    appendFileSync(file, '{"type":"mess');
    const { store } = await emptyStore();
    expect(await importFrom(store, file)).toMatchObject({ added: 2, skipped: 1, whole: false });
  });

  test('ended in the middle, the rest comes with the next import', async () => {
    const file = await exportOf(Array.from({ length: 900 }, (_, n) => incoming(n)));
    const { store } = await emptyStore();
    const abort = new AbortController();
    store.onChanges((batch) => batch.some((change) => change.type === 'upsert' && change.object === 'message') && abort.abort());
    await expect(importFrom(store, file, abort.signal)).rejects.toThrow();
    const { id } = (await store.readConversations())[0]!;
    expect((await texts(store, id)).length).toBeLessThan(900);
    await importFrom(store, file);
    expect((await texts(store, id)).length).toBe(500);
    expect(await importFrom(store, file)).toMatchObject({ added: 0 });
  });
});
