/** Reads what was typed. There is no wrong query: what makes no sense is left out and told. */
import type { IgnoredPart } from '../../../preload/contract/search.ts';
import { spanOf, type Calendar, type Span } from './dates.ts';
import { termOf, type Term } from './term.ts';

const isValues = ['unread', 'sent', 'failed', 'pinned', 'saved', 'mention'] as const;
const hasValues = ['link', 'edit'] as const;
export type IsValue = (typeof isValues)[number];
export type HasValue = (typeof hasValues)[number];

/** One requirement. `in`, `account`, `service` and `label` name things by their words. */
export type Requirement =
  | { kind: 'words' | 'from' | 'in' | 'account' | 'service' | 'label'; term: Term }
  | { kind: 'sent'; span: Span }
  | { kind: 'is'; value: IsValue }
  | { kind: 'has'; value: HasValue };

export interface Condition {
  requirement: Requirement;
  negated: boolean;
}

export interface Query {
  /** All must hold. Without any there is nothing to search for. */
  conditions: Condition[];
  ignored: IgnoredPart[];
}

/** A part as typed: `-`, an operator with its colon, and a value that may be quoted (its end may be missing). */
const parts = /(?<minus>-?)(?:(?<operator>\p{L}+):(?!\/\/))?(?:"(?<quoted>[^"]*)(?<end>"?)|(?<plain>[^\s"]*))/gu;

type Read = { requirement: Requirement } | { reason: string };

export function parseQuery(text: string, calendar: Calendar): Query {
  const query: Query = { conditions: [], ignored: [] };
  const read = new Set<string>();
  for (const match of text.matchAll(parts)) {
    const typed = match[0].trim();
    // Said twice it means the same.
    if (typed === '' || read.has(typed)) continue;
    read.add(typed);
    const { minus, operator = '', quoted, end, plain = '' } = match.groups as Record<string, string | undefined>;
    if (end === '')
      query.ignored.push({ text: typed, reason: 'The quotation mark has no partner: everything after it was taken as quoted.' });
    const known = readers.get(operator.toLowerCase());
    if (operator !== '' && !known && quoted === undefined && plain !== '')
      query.ignored.push({ text: `${operator}:`, reason: `“${operator}:” is no operator: it was searched for as a word.` });
    const understood = known
      ? known(quoted ?? plain, calendar)
      : quoted === undefined
        ? words(operator === '' ? plain : `${operator}:${plain}`, 'within')
        : words(quoted, 'whole');
    if ('reason' in understood) query.ignored.push({ text: typed, reason: understood.reason });
    else query.conditions.push({ requirement: understood.requirement, negated: minus === '-' });
  }
  return query;
}

function words(text: string, fit: 'within' | 'whole'): Read {
  const term = termOf(text, fit);
  return term ? { requirement: { kind: 'words', term } } : { reason: 'There is no letter, digit or emoji in it to search for.' };
}

function named(kind: 'from' | 'in' | 'account' | 'service' | 'label', what: string) {
  return (value: string): Read => {
    const term = termOf(value, kind === 'from' ? 'begins' : 'within');
    return term ? { requirement: { kind, term } } : { reason: `“${kind}:” needs ${what} right after it.` };
  };
}

function dated(operator: string, bound: (span: Span) => Span) {
  return (value: string, calendar: Calendar): Read => {
    const span = spanOf(value, calendar);
    if (span) return { requirement: { kind: 'sent', span: bound(span) } };
    return { reason: `“${operator}:” needs a day, month or year such as 2026-03-31, 2026-03, 2026, today or yesterday.` };
  };
}

function chosen<Kind extends 'is' | 'has'>(kind: Kind, values: readonly (IsValue | HasValue)[]) {
  return (value: string): Read => {
    const wanted = values.find((each) => each === value.toLowerCase());
    if (wanted) return { requirement: { kind, value: wanted } as Requirement };
    return { reason: `“${kind}:” takes ${values.slice(0, -1).join(', ')} or ${values.at(-1)}.` };
  };
}

const readers = new Map<string, (value: string, calendar: Calendar) => Read>([
  ['from', named('from', 'a name')],
  ['in', named('in', 'the title of a conversation')],
  ['account', named('account', 'the name of an account')],
  ['service', named('service', 'the name of a service')],
  ['label', named('label', 'the name of a label')],
  ['before', dated('before', ({ from }) => ({ from: Number.NEGATIVE_INFINITY, to: from }))],
  ['after', dated('after', ({ to }) => ({ from: to, to: Number.POSITIVE_INFINITY }))],
  ['on', dated('on', (span) => span)],
  ['is', chosen('is', isValues)],
  ['has', chosen('has', hasValues)],
]);
