/** Where to look for the messages of a query, and in which order to try. */
import { idsBetween } from '../queries/message-ids.ts';
import type { BoundCondition, Requirement } from './bind.ts';
import { expressionsOf, type Expression } from './expression.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Source =
  | { kind: 'index'; match: string }
  /** All messages. */
  | { kind: 'all' }
  | { kind: 'saved' }
  | { kind: 'unread' };

export interface Stage {
  source: Source;
  /** After so many messages the next stage goes on from there. */
  most: number;
}

export interface Plan {
  /** Ids, `high` exclusive. */
  low: number;
  high: number;
  stages: Stage[];
}

/** What accepts one message in forty is sooner found by looking at them than by anything that takes long to begin. */
export const tried = 2_000;
/** What the stages may cost to begin, in words to look up. */
const costs = [24, 400, Number.POSITIVE_INFINITY];

/**
 * Every source yields at least the messages that the conditions accept, and each message is looked at in the end. What is common is found
 * among the first of a source that begins at once; what is not found there is rare enough for one that takes longer and leaves out more.
 */
export function planSearch(conditions: readonly BoundCondition[], vocabulary: Vocabulary, most = tried): Plan {
  const positive = conditions.filter(({ negated }) => !negated).map(({ requirement }) => requirement);
  const negative = conditions.filter(({ negated }) => negated).map(({ requirement }) => requirement);
  const range = rangeOf(positive);
  if (conditions.length === 0 || positive.some(acceptsNothing)) return { ...range, stages: [] };
  const [wanted, unwanted] = [positive, negative].map((some) => some.map((each) => expressionsOf(each, vocabulary)));
  const sources: Source[] = [firstSource(positive)];
  for (const cost of costs) {
    const match = join(wanted!, unwanted!, cost);
    if (match === null || sources.some((source) => source.kind === 'saved' || (source.kind === 'index' && source.match === match)))
      continue;
    // Beginning at once, it is better than to look at all.
    if (cost === costs[0] && sources[0]?.kind === 'all') sources.pop();
    sources.push({ kind: 'index', match });
  }
  return { ...range, stages: sources.map((source, n) => ({ source, most: n === sources.length - 1 ? Number.POSITIVE_INFINITY : most })) };
}

function firstSource(positive: readonly Requirement[]): Source {
  const flags = positive.map((requirement) => (requirement.kind === 'flag' ? requirement.flag : null));
  return { kind: flags.includes('saved') ? 'saved' : flags.includes('unread') ? 'unread' : 'all' };
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

/** Of each condition the finest expression of that cost. Null when nothing that is wanted has one. */
function join(wanted: Expression[][], unwanted: Expression[][], cost: number): string | null {
  const all = wanted.flatMap((expressions) => expressions.findLast((each) => each.cost <= cost) ?? []);
  if (all.length === 0) return null;
  const without = unwanted.flatMap((expressions) => expressions.findLast((each) => each.exact && each.cost <= costs[0]!) ?? []);
  const both = all.map(({ match }) => `(${match})`).join(' AND ');
  return without.length === 0 ? both : `(${both}) NOT (${without.map(({ match }) => match).join(' OR ')})`;
}
