import { expect, test } from 'vitest';
import { simulateDay } from '../../simulation/day.ts';
import { describeDay } from '../../simulation/report.ts';

test('what Parley shows is true over real sockets and with SQLite in its thread', { timeout: 120_000 }, async () => {
  const day = await simulateDay({ seed: 1, hours: 3, real: true });
  expect(day.journal.problems, describeDay(day)).toEqual([]);
  expect(day.journal.counts.kills).toBeGreaterThan(0);
});
