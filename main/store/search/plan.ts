/** Where to look for the messages of a query, and in which order to try. */
import { idsBetween } from '../queries/message-ids.ts';
import type { BoundCondition, Requirement } from './bind.ts';
import { expressionOf, type Expression, type Known } from './expression.ts';

export type Source =
  /** `match`: null when no message of the index can meet the query. */
  | { kind: 'index'; match: string | null }
  /** All messages, or all that are unread. */
  | { kind: 'all'; unread: boolean }
  /** What is few. */
  | { kind: 'saved' }
  | { kind: 'unread' };

export interface Stage {
  source: Source;
  /** What is still to be asked of the messages the index proposes; all else it has answered. */
  open: readonly BoundCondition[];
}

/** Of one step: what its source may take to begin, in words to look up; after so many messages the next step may find the rest sooner. */
export interface Step {
  words: number;
  tried: number;
}

export interface Pace {
  steps: readonly Step[];
  /** So many unread messages are looked at one by one, wherever they are. */
  fewUnread: number;
}

/**
 * Steps ascend. To look up a word takes as long as to look at one to three messages, so about as much is spent on trying as the next step costs.
 * What has more words than the last step is so common, as a rule, that it stands in one of the newest messages after the other.
 */
export const ordinaryPace: Pace = {
  steps: [
    { words: 32, tried: 300 },
    { words: 600, tried: 2_000 },
    { words: 3_000, tried: Number.POSITIVE_INFINITY },
  ],
  fewUnread: 2_000,
};

/**
 * Every source yields at least the messages that the conditions accept, newest first. What is common is found among the first of a source that
 * begins at once; what is not found there is rare enough for one that takes longer and leaves out more.
 */
export class Plan {
  /** Ids, `high` exclusive. */
  readonly low: number;
  readonly high: number;
  readonly conditions: readonly BoundCondition[];
  readonly pace: Pace;
  readonly #known: Known;
  readonly #finest = new Map<Requirement, Expression>();

  constructor(conditions: readonly BoundCondition[], known: Known, pace: Pace) {
    this.conditions = conditions;
    this.pace = pace;
    this.#known = known;
    const positive = conditions.filter(({ negated }) => !negated).map(({ requirement }) => requirement);
    const { low, high } = rangeOf(positive);
    this.low = low;
    this.high = conditions.length === 0 || positive.some(acceptsNothing) ? low : high;
  }

  stage(step: number): Stage {
    const open = this.conditions;
    const flags = open.map(({ requirement, negated }) => (requirement.kind === 'flag' && !negated ? requirement.flag : null));
    if (flags.includes('saved')) return { source: { kind: 'saved' }, open };
    if (flags.includes('unread') && this.#fewUnread()) return { source: { kind: 'unread' }, open };
    const usual = Math.min(1, this.pace.steps.length - 1);
    const first = this.#joined(step) ?? (step < usual ? this.#joined(usual) : null);
    return first ?? { source: { kind: 'all', unread: flags.includes('unread') }, open };
  }

  #fewUnread(): boolean {
    return [...this.#known.surroundings.unread.values()].reduce((sum, messages) => sum + messages, 0) <= this.pace.fewUnread;
  }

  /** What is wanted and costs no more than the step allows; of what is unwanted only what costs least. */
  #joined(step: number): Stage | null {
    const wanted: string[] = [];
    const unwanted: string[] = [];
    const open: BoundCondition[] = [];
    for (const condition of this.conditions) {
      const expression = this.#expression(condition.requirement, this.pace.steps[condition.negated ? 0 : step]!.words);
      if (expression?.words === 0 && !condition.negated) return { source: { kind: 'index', match: null }, open: [] };
      if (!expression?.exact) open.push(condition);
      if (expression && expression.words > 0 && (expression.exact || !condition.negated))
        (condition.negated ? unwanted : wanted).push(`(${expression.match})`);
    }
    if (wanted.length === 0) return null;
    const both = wanted.join(' AND ');
    return { source: { kind: 'index', match: unwanted.length === 0 ? both : `(${both}) NOT (${unwanted.join(' OR ')})` }, open };
  }

  #expression(requirement: Requirement, most: number): Expression | null {
    const known = this.#finest.get(requirement);
    if (known) return known.words <= most ? known : null;
    const expression = expressionOf(requirement, this.#known, most);
    if (expression?.exact) this.#finest.set(requirement, expression);
    return expression;
  }
}

/** No message was never delivered: such are items of the outbox. */
function acceptsNothing(requirement: Requirement): boolean {
  if (requirement.kind === 'conversations') return requirement.ids.size === 0;
  return requirement.kind === 'flag' && requirement.flag === 'failed';
}

function rangeOf(positive: readonly Requirement[]): { low: number; high: number } {
  let [low, high] = [0, Number.MAX_SAFE_INTEGER];
  for (const requirement of positive) {
    if (requirement.kind !== 'sent') continue;
    const ids = idsBetween(requirement.span);
    [low, high] = [Math.max(low, ids.low), Math.min(high, ids.high)];
  }
  return { low, high };
}
