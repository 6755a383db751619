/** Damages copies of a database, lets the store open them as it does at a start, and looks at what is left. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Store } from '../../main/store/contract.ts';
import { createRandom, type Random } from '../../main/rehearsal/random.ts';
import type { Salvaged } from '../../main/store/salvage/figures.ts';
import { expected, indexed } from '../support/index-content.ts';
import { base, incoming } from '../unit/store/sample.ts';
import { complaints, contentOf, makeDatabase, open, reading, type Content } from './database.ts';
import { copyAsCrashed, damages, type Damage } from './damages.ts';
import { unaccounted } from './unaccounted.ts';

export interface Outcome {
  damage: string;
  detail: string;
  backup: boolean;
  /** When it was noticed, and then repaired: at the start, or while running by one of the daily checks. `never`: nothing is wrong. */
  found: 'at the start' | 'by the check' | 'in the index' | 'never';
  told: Salvaged | null;
  messages: number;
  of: number;
  /** Kept, but with another text. */
  altered: number;
  drafts: string;
  unsent: string;
  /** Lost without a word: messages of which the database does not know, drafts and unsent ones where it says that it has all. */
  unaccounted: number;
  complaints: string[];
  milliseconds: number;
}

export async function garbageRounds(rounds: number, seed: string, messages: number, folder: string): Promise<Outcome[]> {
  const random = createRandom(seed);
  const home = join(folder, 'whole');
  mkdirSync(home);
  const whole = await makeDatabase(home, messages);
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const place = join(folder, `round-${round}`);
    mkdirSync(place);
    const withBackup = Math.floor(round / damages.length) % 2 === 1;
    for (const name of readdirSync(home)) if (withBackup || name === basename(whole)) copyFileSync(join(home, name), join(place, name));
    outcomes.push(await oneRound(join(place, basename(whole)), damages[round % damages.length]!, random, withBackup));
    rmSync(place, { recursive: true });
  }
  return outcomes;
}

async function oneRound(file: string, damage: Damage, random: Random, backup: boolean): Promise<Outcome> {
  const broken = damage.open ? join(dirname(file), 'crashed', basename(file)) : file;
  if (damage.open) await crash(file, broken);
  const before = damage.open ? reading(copyBeside(broken), snapshot) : reading(file, snapshot);
  const detail = damage.inflict(broken, random);

  const startedAt = performance.now();
  let { store, outcome } = await open(broken);
  const milliseconds = performance.now() - startedAt;
  const found = outcome.kind === 'recovered' ? 'at the start' : await check(store);
  if (found === 'by the check') {
    await store.close();
    ({ store, outcome } = await open(broken));
  }
  while (await store.tidyIndex());
  await store.close();
  const told = outcome.kind === 'recovered' ? outcome.salvaged : null;
  const bad = [...complaints(broken), ...complaintsOfIndex(broken)];
  return { damage: damage.name, detail, backup, found, told, complaints: bad, milliseconds, ...compare(broken, before, told) };
}

/** Leaves in `to` what a crash leaves after some more messages were written. */
async function crash(file: string, to: string): Promise<void> {
  const { store } = await open(file);
  const [first] = await store.readConversations();
  for (let n = 0; n < 200; n += 10) {
    const messages = Array.from({ length: 10 }, (_, k) => incoming(9_000_000 + n + k, { remoteId: `late-${n + k}` }));
    await store.ingest({ conversationId: first!.id, messages, page: 'latest', readAt: base });
  }
  mkdirSync(dirname(to));
  copyAsCrashed(file, to);
  for (const name of readdirSync(dirname(file)).filter((each) => each.includes('.daily-'))) {
    copyFileSync(join(dirname(file), name), join(dirname(to), name));
  }
  await store.close();
}

/** A second copy: looking at the first would take up its log. */
function copyBeside(file: string): string {
  const copy = `${file}.before`;
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
  return copy;
}

function snapshot(database: Parameters<typeof contentOf>[0]): Content & { orders: Map<string, number> } {
  const orders = database
    .prepare<[], [string, number]>(
      `SELECT c.remote_id || '/' || m.remote_id, m.order_key FROM messages m JOIN conversations c ON c.id = m.conversation_id`,
    )
    .raw()
    .all();
  return { ...contentOf(database), orders: new Map(orders) };
}

/** Both checks of a day. What is wrong with the index alone is put right at once. */
async function check(store: Store): Promise<Outcome['found']> {
  let damaged = false;
  store.onDamage(() => (damaged = true));
  await store.runTask('check', null).catch(() => undefined);
  const agrees = await store.runTask('checkIndex', null).catch(() => null);
  // Answered after everything that was begun before it, if only by coming upon the damage itself.
  await store.readSettings().catch(() => undefined);
  if (damaged) return 'by the check';
  return agrees === null ? 'in the index' : 'never';
}

function complaintsOfIndex(file: string): string[] {
  const found = JSON.stringify(indexed(file).places);
  return found === JSON.stringify(expected(file).places) ? [] : ['the index is not what the messages give'];
}

function compare(file: string, before: ReturnType<typeof snapshot>, told: Salvaged | null) {
  return reading(file, (database) => {
    const after = contentOf(database);
    const lost = new Map([...before.orders].filter(([key]) => !after.messages.has(key)));
    const drafts = [...before.drafts].filter(([key, text]) => after.drafts.get(key) === text).length;
    const unsent = [...before.unsent.keys()].filter((key) => after.unsent.has(key)).length;
    const silent =
      (told?.drafts.all === false ? 0 : before.drafts.size - drafts) + (told?.unsent.all === false ? 0 : before.unsent.size - unsent);
    return {
      messages: before.messages.size - lost.size,
      of: before.messages.size,
      altered: [...after.messages].filter(([key, text]) => before.messages.has(key) && before.messages.get(key) !== text).length,
      drafts: `${drafts}/${before.drafts.size}`,
      unsent: `${unsent}/${before.unsent.size}`,
      unaccounted: silent + (told === null ? lost.size : told.messages.exact ? unaccounted(database, lost).length : 0),
    };
  });
}
