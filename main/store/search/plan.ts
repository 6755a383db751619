/** Where to look for the messages of a query, and in which order to try. */
import { idsBetween } from '../queries/message-ids.ts';
import type { BoundCondition, Requirement } from './bind.ts';
import { expressionOf, type Expression } from './expression.ts';
import type { Surroundings } from './surroundings.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Source =
  /** `match`: null when no message of the index can meet the query. */
  | { kind: 'index'; match: string | null }
  /** All messages, or those with a flag. */
  | { kind: 'all' | 'unread' | 'saved' };

export interface Stage {
  source: Source;
  /** What is still to be asked of the messages the index proposes; all else it has answered. */
  open: readonly BoundCondition[];
}

/** What is worth while, in words that FTS5 looks up and in messages that are looked at; one takes as long as two or three of the other. */
export interface Pace {
  /** What takes no more words than these altogether is looked up at once. */
  first: number;
  /** After so many messages it is worth while to look up `most` words. What has more is so common, as a rule, that messages abound. */
  tried: number;
  most: number;
  /** When no more messages than these are unread, they are looked at one by one. */
  fewUnread: number;
}

export const ordinaryPace: Pace = { first: 600, tried: 4_000, most: 3_000, fewUnread: 500 };

/** How many messages will do, and how many that the conditions accept there were so far. */
export interface Aim {
  readonly wanted: number;
  found: number;
}

interface Known {
  vocabulary: Vocabulary;
  surroundings: Surroundings;
}

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
  /** Whether it matters which messages are saved. */
  readonly asksForSaved: boolean;
  readonly #known: Known;

  constructor(conditions: readonly BoundCondition[], known: Known, pace: Pace) {
    this.conditions = conditions;
    this.pace = pace;
    this.#known = known;
    this.asksForSaved = conditions.some(({ requirement }) => requirement.kind === 'flag' && requirement.flag === 'saved');
    const positive = conditions.filter(({ negated }) => !negated).map(({ requirement }) => requirement);
    const { low, high } = rangeOf(positive);
    this.low = low;
    this.high = conditions.length === 0 || positive.some(acceptsNothing) ? low : high;
  }

  /** Whether only messages with this flag will do. */
  wants(flag: 'unread' | 'saved'): boolean {
    return this.conditions.some(({ requirement, negated }) => requirement.kind === 'flag' && requirement.flag === flag && !negated);
  }

  /** Where to begin. */
  first(): Stage {
    const open = this.conditions;
    if (this.wants('saved')) return { source: { kind: 'saved' }, open };
    if (!this.wants('unread')) return this.#joined(this.pace.first) ?? { source: { kind: 'all' }, open };
    const few = this.#known.surroundings.unreadAtMost(this.pace.fewUnread);
    return (few ? null : this.#joined(this.pace.first)) ?? { source: { kind: 'unread' }, open };
  }

  /** Where to go on after so many messages, the last of them by this stage; null when there is nothing better, or most is found already. */
  after(count: number, { source, open }: Stage, { found, wanted }: Aim): Stage | null {
    if (count !== this.pace.tried || open.length === 0 || source.kind === 'saved' || found > wanted / 2) return null;
    const stage = this.#joined(this.pace.most);
    // What has already been answered would only be answered again, for more.
    return stage && stage.open.length < open.length ? stage : null;
  }

  /** By conditions that take no more than `most` words altogether; null when nothing that is wanted takes so few. */
  #joined(most: number): Stage | null {
    let left = most;
    const take = ({ expression: { words } }: Answer) => {
      if (words > left) return false;
      // What takes more beside something else is rather asked about each message that the others propose.
      left = Math.min(left - words, (most * 2) / 3);
      return true;
    };
    const wanted = this.#answers(false, most).filter(take);
    if (wanted.some(({ expression }) => expression.words === 0)) return { source: { kind: 'index', match: null }, open: [] };
    if (wanted.length === 0) return null;
    const unwanted = this.#answers(true, most)
      .filter(({ expression }) => expression.exact)
      .filter(take);
    const answered = [...wanted, ...unwanted].filter(({ expression }) => expression.exact).map(({ condition }) => condition);
    const both = wanted.map(inBrackets).join(' AND ');
    const without = unwanted.filter(({ expression }) => expression.words > 0).map(inBrackets);
    const match = without.length === 0 ? both : `(${both}) NOT (${without.join(' OR ')})`;
    return { source: { kind: 'index', match }, open: this.conditions.filter((condition) => !answered.includes(condition)) };
  }

  /** Those that take least come first. */
  #answers(negated: boolean, most: number): Answer[] {
    return this.conditions
      .filter((condition) => condition.negated === negated)
      .flatMap((condition) => {
        const expression = expressionOf(condition.requirement, this.#known.vocabulary, most);
        return expression ? [{ condition, expression }] : [];
      })
      .sort((a, b) => a.expression.words - b.expression.words);
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
