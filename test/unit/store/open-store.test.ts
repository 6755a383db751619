import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnusable } from '../../../main/store/contract.ts';
import { openStore } from '../../../main/store/open-store.ts';
import { incoming, outgoing } from './sample.ts';
import { latest, openAt, recordChanges, recordingLog, storeWithConversation, temporaryFolder } from './temporary-store.ts';

describe('opening and closing', () => {
  it('makes the folder and the database, and finds them again', async () => {
    const file = join(temporaryFolder(), 'deep', 'er', 'parley.db');
    const first = await openAt(file);
    expect(first.outcome).toEqual({ kind: 'created' });
    await first.store.close();
    await first.store.close();
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
  });

  it('finishes what was asked before closing, and refuses what comes after', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const draft = store.saveDraft({ conversationId: conversation.id, text: 'last words' });
    const closed = store.close();
    await expect(store.readSettings()).rejects.toMatchObject({ code: 'storage', message: 'Parley is quitting: this was not saved.' });
    await draft;
    await closed;
    await expect(store.readSettings()).rejects.toMatchObject({ code: 'storage' });
    expect((await (await openAt(file)).store.readConversation(conversation.id))?.draft).toBe('last words');
  });

  it('says plainly that a worker file is missing', async () => {
    const log = recordingLog();
    const opening = openStore({
      file: join(temporaryFolder(), 'parley.db'),
      workerFile: new URL('./no-such-worker.ts', import.meta.url),
      log,
    });
    await expect(opening).rejects.toThrow('The part of Parley that keeps your messages could not be started. Install Parley again.');
    await expect(opening).rejects.toBeInstanceOf(StoreUnusable);
  });
});

describe('changes', () => {
  it('reach every listener in order, before the write resolves, until it is disposed of', async () => {
    const { store, conversation } = await storeWithConversation();
    const drafts: string[] = [];
    const dispose = store.onChanges((changes) => {
      for (const change of changes) if (change.type === 'upsert' && change.object === 'conversation') drafts.push(change.value.draft);
    });
    const all = recordChanges(store);
    const seen: number[] = [];
    const write = async (text: string) => {
      await store.saveDraft({ conversationId: conversation.id, text });
      seen.push(drafts.length);
    };
    await Promise.all(['a', 'b', 'c'].map(write));
    expect(drafts).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual([1, 2, 3]);
    dispose();
    await store.saveDraft({ conversationId: conversation.id, text: 'd' });
    expect(drafts).toHaveLength(3);
    expect(all).toHaveLength(4);
  });

  it('do not depend on a listener that throws', async () => {
    const { store, conversation, lines } = await storeWithConversation();
    store.onChanges(() => {
      throw new TypeError('mistake');
    });
    const after = recordChanges(store);
    await store.saveDraft({ conversationId: conversation.id, text: 'a' });
    expect(after).toHaveLength(1);
    expect(lines).toContainEqual({ level: 'warn', text: 'a listener to store changes failed', facts: { name: 'TypeError' } });
  });
});

describe('trouble', () => {
  it('of a call is carried back and logged without values', async () => {
    const { store, conversation, lines } = await storeWithConversation();
    const broken = { conversationId: conversation.id, text: { secret: 'plum' } as unknown as string };
    await expect(store.saveDraft(broken)).rejects.toMatchObject({ name: 'StorageError', code: 'internal' });
    expect(JSON.stringify(lines)).toContain('saveDraft');
    expect(JSON.stringify(lines)).not.toContain('plum');
    await store.saveDraft({ conversationId: conversation.id, text: 'works again' });
  });

  it('that slows a call down is logged with its name and time only', async () => {
    const { store, conversation, lines } = await storeWithConversation();
    await latest(
      store,
      conversation.id,
      Array.from({ length: 16_000 }, (_, n) => incoming(n, { text: 'plum' })),
    );
    const slow = lines.filter((line) => line.text === 'slow store call');
    // On a busy computer other calls may be slow as well.
    expect(slow.map(({ facts }) => facts?.['name'])).toContain('ingest');
    for (const { level, facts } of slow) {
      expect({ level, facts }).toEqual({ level: 'warn', facts: { name: expect.any(String), milliseconds: expect.any(Number) } });
      expect(facts?.['milliseconds']).toBeGreaterThanOrEqual(40);
    }
  });

  it('of a worker that dies rejects what waits and what comes later', async () => {
    const log = recordingLog();
    const { store } = await openStore({ file: 'unused', workerFile: new URL('./dying-worker.ts', import.meta.url), log });
    const sentence = 'The part of Parley that keeps your messages has stopped. Quit Parley and start it again.';
    const results = await Promise.allSettled([store.readSettings(), store.enqueue(outgoing('a', 1, ''))]);
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'storage', message: sentence } });
    await expect(store.readSettings()).rejects.toThrow(sentence);
    await store.close();
  });
});
