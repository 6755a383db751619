/** How well a message fits what was searched for: each word or phrase counts twice as much when it stands for itself as within a word, and
 *  between equals the message comes first of which it is the greater part. */
import type { BoundCondition } from './bind.ts';
import { highlights, type Subject } from './meaning.ts';
import { hasTerm } from './term.ts';

export function scoreOf(conditions: readonly BoundCondition[], subject: Subject): number {
  let score = 0;
  for (const { requirement, negated } of conditions) {
    if (negated || requirement.kind !== 'words') continue;
    const whole = { ...requirement.term, fit: 'whole' } as const;
    score += hasTerm(whole, subject.text) || hasTerm(whole, subject.author) ? 2 : 1;
  }
  const found = highlights(conditions, subject).inText.reduce((sum, { from, to }) => sum + to - from, 0);
  return score + found / (subject.facts.text.length + 1);
}
