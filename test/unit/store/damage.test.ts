import { expect, it } from 'vitest';
import { garbageRounds } from '../../torture/garbage.ts';
import { damages } from '../../torture/damages.ts';
import { temporaryFolder } from './temporary-store.ts';

/** In both some garbage lands inside the index of words, where its pages stay in order. */
const seeds = process.env['PARLEY_SEED']?.split(',') ?? ['16', '20'];
/** Each kind of damage without a backup, then half of them with one. */
const rounds = damages.length + 4;
const messages = 2000;

it.each(seeds)(
  'opens whatever happened to its file, saves what reads and knows what is gone, seed %s',
  async (seed) => {
    const outcomes = await garbageRounds(rounds, seed, messages, temporaryFolder());
    for (const outcome of outcomes) {
      const what = `${outcome.damage}: ${outcome.detail}`;
      expect(outcome.complaints, what).toEqual([]);
      expect(outcome.unaccounted, what).toBe(0);
      expect(outcome.altered, what).toBe(0);
      // Nothing is gone without a word; that the index finds all there is, is among the complaints.
      if (outcome.messages < outcome.of) expect(outcome.found, what).not.toBe('never');
    }
    const whole = outcomes.filter(({ damage }) => ['header gone', 'first page gone'].includes(damage));
    expect(whole.map(({ messages: kept, of, drafts, unsent }) => [kept - of, drafts, unsent])).toEqual(
      whole.map(() => [0, '14/14', '10/10']),
    );
  },
  120_000,
);
