import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { createServer } from '../../../main/store/serve.ts';
import { mountedFolder } from './mounted.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, openAt, temporaryFolder, texts } from './temporary-store.ts';

const needsMount = 'only root may mount a small file system to fill';
const full = { code: 'storage', message: 'The disk is full: this was not saved. Free some space and try again.' };

describe('a full disk', () => {
  it('refuses a write with a sentence, keeps what was there, and goes on when there is room', () => {
    const { writer, reader } = openDatabase({ file: join(temporaryFolder(), 'parley.db'), migrations, now: base });
    onTestFinished(() => void [reader.close(), writer.close()]);
    const serve = createServer({ writer, reader });
    const value = (name: Parameters<typeof serve>[0], argument?: unknown) => {
      const answer = serve(name, argument);
      if (!answer.ok) throw new Error(answer.detail);
      return answer.value;
    };
    value('addAccount', account);
    value('addConversation', { accountId: account.id, remoteId: 'r', title: 'R' });
    writer.pragma(`max_page_count = ${Number(writer.pragma('page_count', { simple: true })) + 1}`);
    const big = outgoing('a', 1, 'x'.repeat(100_000));
    expect(serve('enqueue', big)).toEqual({ ok: false, code: full.code, sentence: full.message, detail: 'SQLITE_FULL' });
    expect(value('readUnfinishedOutbox')).toEqual([]);
    writer.pragma('max_page_count = 100000');
    expect(value('enqueue', big)).toMatchObject({ id: 'a' });
  });

  it('that is real, through the worker', async ({ skip }) => {
    const folder = mountedFolder('size=4m') ?? skip(needsMount);
    const file = join(folder, 'parley.db');
    const { store } = await openAt(file);
    await store.addAccount(account);
    const { id } = await store.addConversation({ accountId: account.id, remoteId: 'r', title: 'R' });
    await latest(store, id, [incoming(1)]);
    const filler = join(folder, 'filler');
    fill(filler);
    await expect(latest(store, id, [incoming(2, { text: 'y'.repeat(500_000) })])).rejects.toMatchObject(full);
    await expect(store.enqueue(outgoing('a', id, 'z'.repeat(500_000)))).rejects.toMatchObject(full);
    expect(await texts(store, id)).toEqual(['text 1']);
    rmSync(filler);
    await latest(store, id, [incoming(2, { text: 'now there is room' })]);
    await store.close();
    fill(filler);
    await expect(openAt(file)).rejects.toMatchObject({ name: 'StoreUnusable', reason: 'disk-full' });
    rmSync(filler);
    const again = await openAt(file);
    expect(again.outcome).toEqual({ kind: 'opened' });
    expect(await texts(again.store, id)).toEqual(['text 1', 'now there is room']);
    await again.store.close();
  });

  it('from the start is named', async ({ skip }) => {
    const folder = mountedFolder('size=4m') ?? skip(needsMount);
    fill(join(folder, 'filler'));
    await expect(openAt(join(folder, 'parley.db'))).rejects.toMatchObject({
      reason: 'disk-full',
      message: /^The disk is full: free some space/,
    });
  });
});

function fill(file: string): void {
  for (let size = 4_000_000; size >= 1000; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // No room for that much: less may still fit.
    }
  }
}
