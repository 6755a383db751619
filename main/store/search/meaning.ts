/**
 * What a query means: this predicate on one message is the definition. Everything else in this folder only finds the messages it accepts
 * sooner.
 *
 * All conditions must hold; without any, nothing is found. A plain word matches where a word of the text or of the author's name begins with
 * it, from three characters also in the middle of one; a phrase matches consecutive whole words. What a “word” is: `words.ts`; when two are
 * the same: `fold.ts`; what operators take: `parse.ts`. The text of a deleted message counts: it can still be looked at.
 */
import type { TextRange } from '../../../preload/contract/search.ts';
import type { Condition, Query, Requirement } from './parse.ts';
import { findTerm, hasTerm, termOf, type Term } from './term.ts';
import { wordsOf, type Words } from './words.ts';

/** Where messages are and what things are called, as far as a query asks. */
export interface Surroundings {
  conversations: ReadonlyMap<number, { title: string; accountId: string; pinned: boolean; labels: readonly string[] }>;
  /** `ownNames`: what we are called at the service, one after the other. */
  accounts: ReadonlyMap<string, { name: string; kind: string; service: string; ownNames: readonly string[] }>;
}

/** A message, or an item of the outbox that was never delivered (`failed`). */
export interface Document {
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

/** A requirement once names have become conversations. */
export type Bound =
  | { kind: 'words' | 'author'; term: Term }
  | { kind: 'conversations'; ids: ReadonlySet<number> }
  | { kind: 'sent'; span: { from: number; to: number } }
  | { kind: 'flag'; flag: 'mine' | 'unread' | 'saved' | 'edited' | 'failed' }
  | { kind: 'link' }
  /** Our names by account; the account of a conversation. */
  | { kind: 'mention'; names: ReadonlyMap<string, readonly Term[]>; accountOf: (conversationId: number) => string | undefined };

export interface BoundCondition {
  requirement: Bound;
  negated: boolean;
}

export const link = /\b(?:https?:\/\/|mailto:)[^\s<>"]/iu;

export function bindQuery(query: Query, surroundings: Surroundings): BoundCondition[] {
  return query.conditions.map(({ requirement, negated }: Condition) => ({ requirement: bind(requirement, surroundings), negated }));
}

function bind(requirement: Requirement, { conversations, accounts }: Surroundings): Bound {
  const where = (
    test: (conversation: { title: string; accountId: string; pinned: boolean; labels: readonly string[] }) => boolean,
  ): Bound => ({
    kind: 'conversations',
    ids: new Set([...conversations].filter(([, conversation]) => test(conversation)).map(([id]) => id)),
  });
  const has = (term: Term, name: string) => hasTerm(term, wordsOf(name));
  switch (requirement.kind) {
    case 'words':
      return { kind: 'words', term: requirement.term };
    case 'from':
      return { kind: 'author', term: requirement.term };
    case 'sent':
      return requirement;
    case 'in':
      return where(({ title }) => has(requirement.term, title));
    case 'label':
      return where(({ labels }) => labels.some((label) => has(requirement.term, label)));
    case 'account':
    case 'service': {
      const { kind, term } = requirement;
      const names = ({ name, kind: service, service: called }: { name: string; kind: string; service: string }) =>
        kind === 'account' ? [name] : [service, called];
      const ids = new Set([...accounts].filter(([, account]) => names(account).some((name) => has(term, name))).map(([id]) => id));
      return where(({ accountId }) => ids.has(accountId));
    }
    case 'has':
      return requirement.value === 'link' ? { kind: 'link' } : { kind: 'flag', flag: 'edited' };
    case 'is':
      switch (requirement.value) {
        case 'pinned':
          return where(({ pinned }) => pinned);
        case 'mention':
          return {
            kind: 'mention',
            names: new Map(
              [...accounts].map(([id, { ownNames }]) => [
                id,
                ownNames.map((name) => termOf(name, 'whole')).filter((term) => term !== null),
              ]),
            ),
            accountOf: (conversationId) => conversations.get(conversationId)?.accountId,
          };
        case 'sent':
          return { kind: 'flag', flag: 'mine' };
        default:
          return { kind: 'flag', flag: requirement.value };
      }
  }
}

export interface Reading {
  text: Words;
  author: Words;
}

/** Both texts of a document taken apart. */
export function read({ text, authorName }: Pick<Document, 'text' | 'authorName'>): Reading {
  return { text: wordsOf(text), author: wordsOf(authorName) };
}

export function matches(conditions: readonly BoundCondition[], document: Document, reading = read(document)): boolean {
  return conditions.length > 0 && conditions.every(({ requirement, negated }) => holds(requirement, document, reading) !== negated);
}

function holds(bound: Bound, document: Document, { text, author }: Reading): boolean {
  switch (bound.kind) {
    case 'words':
      return hasTerm(bound.term, text) || hasTerm(bound.term, author);
    case 'author':
      return hasTerm(bound.term, author);
    case 'conversations':
      return bound.ids.has(document.conversationId);
    case 'sent':
      return document.sentAt >= bound.span.from && document.sentAt < bound.span.to;
    case 'flag':
      return document[bound.flag];
    case 'link':
      return link.test(document.text);
    case 'mention': {
      const names = bound.names.get(bound.accountOf(document.conversationId) ?? '') ?? [];
      return !document.mine && names.some((name) => hasTerm(name, text));
    }
  }
}

/** What of a matching document was searched for. */
export function highlights(
  conditions: readonly BoundCondition[],
  { text, author }: Reading,
): { inText: TextRange[]; inAuthor: TextRange[] } {
  const inText: TextRange[] = [];
  const inAuthor: TextRange[] = [];
  for (const { requirement, negated } of conditions) {
    if (negated) continue;
    if (requirement.kind === 'words') inText.push(...findTerm(requirement.term, text));
    if (requirement.kind === 'words' || requirement.kind === 'author') inAuthor.push(...findTerm(requirement.term, author));
  }
  return { inText: united(inText), inAuthor: united(inAuthor) };
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
