import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../preload/contract/domain.ts';
import { absenceProves, settledAt } from '../../../main/outbox/settling.ts';

const attempt = (part: Partial<Attempt>): Attempt => ({ number: 1, startedAt: 0, endedAt: null, outcome: null, reason: '', ...part });

describe('when the fate of a send may be judged', () => {
  test('a cut one: ten seconds after it began, three after it ended, and absence then proves it', () => {
    const early = attempt({ outcome: 'interrupted', endedAt: 500 });
    expect(settledAt(early)).toBe(10_000);
    expect(settledAt(attempt({ outcome: 'interrupted', endedAt: 19_000 }))).toBe(22_000);
    expect(absenceProves(early)).toBe(true);
  });

  test('a silent one: five seconds after it ended, and absence proves nothing', () => {
    const silent = attempt({ outcome: 'unknown', endedAt: 20_000 });
    expect(settledAt(silent)).toBe(25_000);
    expect(absenceProves(silent)).toBe(false);
  });
});
