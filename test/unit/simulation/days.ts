/** Twenty simulated days, in two files, so that two cores can share them. */
import { describe, expect, test } from 'vitest';
import { simulateDay } from '../../simulation/day.ts';
import { describeDay } from '../../simulation/report.ts';

export function describeDays(first: number, last: number): void {
  describe('a simulated day of twelve accounts', () => {
    const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    test.each(seeds)('what Parley shows is true, seed %i', { timeout: 120_000 }, async (seed) => {
      const day = await simulateDay({ seed });
      expect(day.journal.problems, describeDay(day)).toEqual([]);
      expect(day.services).toHaveLength(12);
      expect(day.services.flatMap(({ conversations }) => conversations)).toHaveLength(60);
    });
  });
}
