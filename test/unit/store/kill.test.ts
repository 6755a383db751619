import SQLite from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openAt, temporaryFolder } from './temporary-store.ts';

const writer = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
const kills = 20;

/** Runs the writer until `milliseconds` after its first word, kills it without warning and answers what it had been promised. */
function writeUntilKilled(file: string, run: number, milliseconds: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, file, String(run)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(`the writer ended by itself: ${complaint}`));
    });
  });
}

it(`loses nothing it acknowledged over ${kills} kills at random moments`, async () => {
  const file = join(temporaryFolder(), 'parley.db');
  const promised: string[] = [];
  for (let run = 0; run < kills; run += 1) {
    promised.push(...(await writeUntilKilled(file, run, 5 + Math.random() * 150)));
    const database = new SQLite(file, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  }

  const { outcome, store } = await openAt(file);
  expect(outcome).toEqual({ kind: 'opened' });
  await store.close();
  const database = new SQLite(file, { readonly: true });
  const messages = new Set(database.prepare<[], string>('SELECT remote_id FROM messages').pluck().all());
  const states = new Map(database.prepare<[], [string, string]>('SELECT id, state FROM outbox').raw().all());
  database.close();

  const ids = (word: string) => promised.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  expect(ids('opened')).toHaveLength(kills);
  expect(ids('message').length, 'the writer got somewhere').toBeGreaterThan(kills);
  expect(ids('message').filter((id) => !messages.has(id))).toEqual([]);
  expect(ids('queued').filter((id) => !states.has(id))).toEqual([]);
  expect(ids('sending').filter((id) => states.get(id) !== 'sending')).toEqual([]);
  expect(messages.size % 4, 'a page is stored whole or not at all').toBe(0);
}, 60_000);
