import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { createServer } from '../../../main/store/serve.ts';
import { pagesOf, spoil } from './damage-pages.ts';
import { base, incoming } from './sample.ts';
import { latest, openAt, storeWithConversation } from './temporary-store.ts';

describe('garbage written over the file while it is open', () => {
  it('is told once, whoever comes upon it, and the next start repairs it', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const { id } = conversation;
    await latest(
      store,
      id,
      Array.from({ length: 3000 }, (_, n) => incoming(n, { text: `text ${n} ${'word '.repeat(40)}` })),
    );
    await store.close();
    const { store: running, lines } = await openAt(file);
    let told = 0;
    running.onDamage(() => (told += 1));
    spoil(file, pagesOf(file, 'messages').slice(5, 40));
    const sentence = 'The database is damaged. Repair it with the button at the top of the window, or by starting Parley again.';
    const reads = await Promise.allSettled(
      [0, 1, 2].map((page) =>
        running.readMessagePage({ conversationId: id, at: { before: { order: incoming(page * 300).order, id: 0 } }, limit: 200 }),
      ),
    );
    const failed = reads.filter((read) => read.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'storage', message: sentence });
    await expect(running.runTask('check', null)).rejects.toThrow(sentence);
    expect(told).toBe(1);
    expect(lines.filter(({ text }) => text === 'the database is damaged')).toHaveLength(1);
    // What does not need those pages goes on.
    await running.saveDraft({ conversationId: id, text: 'still here' });
    await running.close();

    const { store: after, outcome } = await openAt(file);
    if (outcome.kind !== 'recovered') throw new Error(outcome.kind);
    expect(outcome.salvaged.messages.kept + outcome.salvaged.messages.lost).toBe(3000);
    expect((await after.readConversation(id))?.draft).toBe('still here');
    await after.close();
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
  });
});

describe('another process with the same file', () => {
  /** Holds a lock until it is killed. */
  async function holdLock(file: string, statements: string): Promise<void> {
    const module = JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'));
    const script = `const db = new (require(${module}))(process.argv[1]); db.exec(${JSON.stringify(statements)}); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
  }

  it('that has it to itself is named at the start', async () => {
    const { store, file } = await storeWithConversation();
    await store.close();
    await holdLock(file, `PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE theirs (x); COMMIT;`);
    await expect(openAt(file)).rejects.toMatchObject({
      reason: 'in-use',
      message: /^Another program is using the database in .*: close it, then start Parley again\.$/,
    });
  });

  it('that writes makes a write wait, and then say why it was not saved; reads go on', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await store.close();
    const { writer, reader } = openDatabase({ file, migrations, now: base });
    onTestFinished(() => void [reader.close(), writer.close()]);
    await holdLock(file, `BEGIN IMMEDIATE`);
    // Parley itself is more patient.
    writer.pragma('busy_timeout = 20');
    const serve = createServer({ writer, reader });
    expect(serve('saveDraft', { conversationId: conversation.id, text: 'x' })).toMatchObject({
      ok: false,
      sentence: 'Another program holds Parley’s database: this was not saved. Try again in a moment.',
    });
    expect(serve('readConversation', conversation.id)).toMatchObject({ ok: true, value: { draft: '' } });
  });
});
