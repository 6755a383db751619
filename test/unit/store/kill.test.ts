import { expect, it } from 'vitest';
import { killRounds } from '../../torture/kills.ts';
import { temporaryFolder } from './temporary-store.ts';

const kills = 20;
/** Printed with a failure; the moments of a run depend on the machine as well. */
const seed = process.env['PARLEY_SEED'] ?? '4';

it(`loses nothing it acknowledged over ${kills} kills at random moments, seed ${seed}`, async () => {
  const result = await killRounds(kills, seed, temporaryFolder());
  expect(result.problems).toEqual([]);
  expect(Object.keys(result.kills)).toEqual(['writing', 'backing up while writing', 'letting go while writing', 'migrating']);
  for (const word of ['message', 'edit', 'queued', 'sending', 'draft', 'saved', 'gone'])
    expect(result.promises[word], word).toBeGreaterThan(0);
}, 120_000);
