/** Where to look for the messages of a query, and in which order to try. */
import { idsBetween } from '../queries/message-ids.ts';
import type { BoundCondition, Requirement } from './bind.ts';
import { expressionOf, type Expression, type Known } from './expression.ts';

export type Source =
  /** `match`: null when no message of the index can meet the query. */
  | { kind: 'index'; match: string | null }
  /** All messages. */
  | { kind: 'all' }
  /** What is few. */
  | { kind: 'saved' }
  | { kind: 'unread' };

export interface Stage {
  source: Source;
  /** What is still to be asked of the messages the index proposes; all else it has answered. */
  open: readonly BoundCondition[];
}

/** What is worth while, in words that FTS5 looks up and in messages that are looked at; one takes as long as one to three of the other. */
export interface Pace {
  /** Each condition that takes no more words than these narrows the source. */
  few: number;
  /** If none does, the one that takes least leads, up to so many words. Further ones would be asked about each message it proposes. */
  leading: number;
  /** The same for what is not to be among the newest: FTS5 passes over all newer messages with these words one by one. */
  leadingBefore: number;
  /** After so many messages it is worth while to look up `most` words. What has more is so common, as a rule, that messages abound. */
  tried: number;
  most: number;
  /** So many unread messages are looked at one by one, wherever they are. */
  fewUnread: number;
}

export const ordinaryPace: Pace = { few: 150, leading: 600, leadingBefore: 200, tried: 4_000, most: 3_000, fewUnread: 2_000 };

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

  constructor(conditions: readonly BoundCondition[], known: Known, pace: Pace) {
    this.conditions = conditions;
    this.pace = pace;
    this.#known = known;
    const positive = conditions.filter(({ negated }) => !negated).map(({ requirement }) => requirement);
    const { low, high } = rangeOf(positive);
    this.low = low;
    this.high = conditions.length === 0 || positive.some(acceptsNothing) ? low : high;
  }

  /** Where to begin. */
  first(): Stage {
    const open = this.conditions;
    const flags = open.map(({ requirement, negated }) => (requirement.kind === 'flag' && !negated ? requirement.flag : null));
    if (flags.includes('saved')) return { source: { kind: 'saved' }, open };
    if (flags.includes('unread') && this.#fewUnread()) return { source: { kind: 'unread' }, open };
    const { leading, leadingBefore } = this.pace;
    const stage = this.#joined(this.high === Number.MAX_SAFE_INTEGER ? leading : leadingBefore);
    return stage ?? { source: { kind: 'all' }, open };
  }

  /** Where to go on after so many messages; null when there is nothing better. */
  second({ source, open }: Stage): Stage | null {
    if (source.kind === 'saved' || source.kind === 'unread') return null;
    const stage = this.#joined(this.pace.most);
    // What has already been answered would only be answered again, for more.
    return stage && stage.open.length < open.length ? stage : null;
  }

  #fewUnread(): boolean {
    return [...this.#known.surroundings.unread.values()].reduce((sum, messages) => sum + messages, 0) <= this.pace.fewUnread;
  }

  /** Null when nothing that is wanted takes so few words. */
  #joined(most: number): Stage | null {
    const { few } = this.pace;
    const positive = this.conditions.filter(({ negated }) => !negated);
    const wanted = positive.flatMap((condition) => this.#within(condition, few));
    if (wanted.some(({ expression }) => expression.words === 0)) return { source: { kind: 'index', match: null }, open: [] };
    if (!wanted.some(({ expression }) => expression.exact)) {
      const exact = positive.flatMap((condition) => this.#within(condition, most)).filter(({ expression }) => expression.exact);
      wanted.push(...exact.sort((a, b) => a.expression.words - b.expression.words).slice(0, 1));
    }
    if (wanted.length === 0) return null;
    const unwanted = this.conditions
      .filter(({ negated }) => negated)
      .flatMap((condition) => this.#within(condition, few))
      .filter(({ expression }) => expression.exact);
    const answered = [...wanted, ...unwanted].filter(({ expression }) => expression.exact).map(({ condition }) => condition);
    const both = wanted.map(inBrackets).join(' AND ');
    const without = unwanted.filter(({ expression }) => expression.words > 0).map(inBrackets);
    const match = without.length === 0 ? both : `(${both}) NOT (${without.join(' OR ')})`;
    return { source: { kind: 'index', match }, open: this.conditions.filter((condition) => !answered.includes(condition)) };
  }

  #within(condition: BoundCondition, most: number): Answer[] {
    const expression = expressionOf(condition.requirement, this.#known, most);
    return expression ? [{ condition, expression }] : [];
  }
}

interface Answer {
  condition: BoundCondition;
  expression: Expression;
}

function inBrackets({ expression }: Answer): string {
  return `(${expression.match})`;
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
