/** Kills a process that works on a database, again and again at moments nobody chose, and looks each time whether all it promised is there. */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, type Random } from '../../main/rehearsal/random.ts';
import { listBackups } from '../../main/store/backups.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import type { OpenOutcome } from '../../main/store/contract.ts';
import { openDatabase } from '../../main/store/open-database.ts';
import { base } from '../unit/store/sample.ts';
import { complaints, reading } from './database.ts';
import { makeOldDatabase, oldMessages } from './old-database.ts';
import { findBroken, readPromises, type Promised } from './promises.ts';

export interface Kills {
  kills: Record<string, number>;
  /** What was acknowledged and is there, by what it was. */
  promises: Record<string, number>;
  problems: string[];
}

const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));

/** What the victim does, and the longest it is let, ms. One in five is killed while it migrates an older database as it starts. */
const works = [
  { name: 'writing', longest: 250 },
  { name: 'backing up while writing', longest: 250 },
  { name: 'writing', longest: 60 },
  { name: 'letting go while writing', longest: 600 },
  { name: 'migrating', longest: 120 },
] as const;

export async function killRounds(rounds: number, seed: string, folder: string): Promise<Kills> {
  const random = createRandom(seed);
  const file = join(folder, 'killed', 'parley.sqlite');
  const old = join(folder, 'old', 'parley.sqlite');
  for (const place of [file, old]) mkdirSync(join(place, '..'));
  makeOldDatabase(old);

  const result: Kills = { kills: {}, promises: {}, problems: [] };
  for (let round = 0; round < rounds; round += 1) {
    const work = works[round % works.length]!;
    const problems =
      work.name === 'migrating' ? await killMigration(old, folder, random) : await killWork(file, round, work, random, result);
    result.kills[work.name] = (result.kills[work.name] ?? 0) + 1;
    result.problems.push(...problems.map((problem) => `round ${round} (${work.name}): ${problem}`));
  }
  return result;
}

async function killWork(file: string, round: number, work: (typeof works)[number], random: Random, result: Kills): Promise<string[]> {
  const said = await runUntilKilled([file, String(round), work.name], 5 + random.next() * work.longest);
  const promised = readPromises(said);
  for (const { word } of promised) result.promises[word] = (result.promises[word] ?? 0) + 1;
  return lookAfter(file, promised);
}

/** The migration must be done whole or not at all, and be done by the next start. */
async function killMigration(old: string, folder: string, random: Random): Promise<string[]> {
  const file = join(folder, 'migrated', 'parley.sqlite');
  rmSync(join(file, '..'), { recursive: true, force: true });
  mkdirSync(join(file, '..'));
  copyFileSync(old, file);
  await runUntilKilled([file, 'migrating', 'migrating'], random.next() * 120);
  const problems = lookAfter(file, []);
  openAndClose(file);
  const kept = reading(file, (database) => database.prepare<[], number>('SELECT count(*) FROM messages').pluck().get());
  return kept === oldMessages ? problems : [...problems, `${kept} of ${oldMessages} messages after the migration`];
}

function openAndClose(file: string): OpenOutcome {
  const { writer, reader, outcome } = openDatabase({ file, migrations, now: base });
  reader.close();
  writer.close();
  return outcome;
}

/** Looks at a copy, so that the next victim finds what the last one left. */
function lookAfter(file: string, promised: readonly Promised[]): string[] {
  const copy = `${file}.looked-at`;
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(copy + suffix, { force: true });
    if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
  }
  const outcome = openAndClose(copy);
  const problems = outcome.kind === 'recovered' ? ['was taken for damaged'] : [];
  problems.push(...complaints(copy), ...reading(copy, (database) => findBroken(database, promised)));
  for (const backup of listBackups(file)) problems.push(...complaints(backup).map((each) => `backup: ${each}`));
  for (const left of [copy, ...listBackups(copy)]) rmSync(left, { force: true });
  return problems;
}

/** Lets it work until `milliseconds` after its first word. Answers what it said. */
function runUntilKilled(words: string[], milliseconds: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [victim, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(`the victim ended by itself: ${complaint}`));
    });
  });
}
