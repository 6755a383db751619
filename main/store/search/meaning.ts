/**
 * What a query means: this predicate on one message is the definition. Everything else in this folder only finds the messages it accepts
 * sooner.
 *
 * All conditions must hold; without any, nothing is found. A plain word matches where a word of the text or of the author's name begins with
 * it, from three characters also in the middle of one; a phrase matches consecutive whole words. What a “word” is: `words.ts`; when two are
 * the same: `fold.ts`; what operators take: `parse.ts`. The text of a deleted message counts: it can still be looked at.
 */
import type { TextRange } from '../../../preload/contract/search.ts';
import type { BoundCondition, Requirement } from './bind.ts';
import { findTerm, hasTerm } from './term.ts';
import { Words, wordsOfName } from './words.ts';

/** A message, or an item of the outbox that was never delivered (`failed`). */
export interface Facts {
  text: string;
  authorName: string;
  conversationId: number;
  sentAt: number;
  mine: boolean;
  unread: boolean;
  saved: boolean;
  edited: boolean;
  failed: boolean;
}

/** The same things are links as in a window, or nearly: there the address must also be a sound one. */
const link = /\b(?:https?:\/\/|mailto:)[^\s<>"]/iu;

export function hasLink(text: string): boolean {
  return text.includes(':') && link.test(text);
}

/** Facts with their texts ready to be searched. */
export class Subject {
  readonly facts: Facts;
  #text: Words | null = null;

  constructor(facts: Facts) {
    this.facts = facts;
  }
  get text(): Words {
    return (this.#text ??= new Words(this.facts.text));
  }
  get author(): Words {
    return wordsOfName(this.facts.authorName);
  }
}

export function matches(conditions: readonly BoundCondition[], subject: Subject): boolean {
  return conditions.length > 0 && allHold(conditions, subject);
}

export function allHold(conditions: readonly BoundCondition[], subject: Subject): boolean {
  return conditions.every(({ requirement, negated }) => holds(requirement, subject) !== negated);
}

function holds(requirement: Requirement, subject: Subject): boolean {
  const { facts } = subject;
  switch (requirement.kind) {
    case 'words':
      return hasTerm(requirement.term, subject.text) || hasTerm(requirement.term, subject.author);
    case 'author':
      return hasTerm(requirement.term, subject.author);
    case 'conversations':
      return requirement.ids.has(facts.conversationId);
    case 'sent':
      return facts.sentAt >= requirement.span.from && facts.sentAt < requirement.span.to;
    case 'flag':
      return facts[requirement.flag];
    case 'link':
      return hasLink(facts.text);
    case 'mention':
      return !facts.mine && (requirement.names.get(facts.conversationId) ?? []).some((name) => hasTerm(name, subject.text));
  }
}

/** What of a matching message was searched for. */
export function highlights(
  conditions: readonly BoundCondition[],
  { text, author }: Subject,
): { inText: TextRange[]; inAuthor: TextRange[] } {
  const wanted = conditions.filter(({ negated }) => !negated).map(({ requirement }) => requirement);
  return {
    inText: united(wanted.flatMap((each) => (each.kind === 'words' ? findTerm(each.term, text) : []))),
    inAuthor: united(wanted.flatMap((each) => (each.kind === 'words' || each.kind === 'author' ? findTerm(each.term, author) : []))),
  };
}

/** Ascending, without overlaps. */
function united(ranges: TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && range.from < last.to) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}
