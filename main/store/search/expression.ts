/** Conditions in the language of FTS5. */
import type { Requirement } from './bind.ts';
import { lettersOf, marks, pairsOf, tokenAt } from './entry.ts';
import type { Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Met by all messages that a condition accepts. */
export interface Expression {
  match: string;
  /** How many words FTS5 looks up before it finds the first message: some 10 µs each. None: no message of the index meets it. */
  words: number;
  /** It is met by no other messages either: what it finds need not be looked at, and it may be negated. */
  exact: boolean;
}

/** FTS5 collects all messages with words of a prefix before it shows the first: as many as such a prefix may have. */
const prefixCost = 2_000;

const endingsShare = 1 / 10;

/** The narrowest that looks up no more than `most` words; null where the index does not help for that. */
export function expressionOf(requirement: Requirement, vocabulary: Vocabulary, most: number): Expression | null {
  switch (requirement.kind) {
    case 'words': {
      const said = ofTerm(requirement.term, vocabulary, most);
      const written = ofNames(requirement.names, most);
      return said && written && either(said, written, most);
    }
    case 'author':
      return ofNames(requirement.names, most);
    case 'conversations':
      return ofConversations(requirement.ids, most);
    case 'link':
      return anyOf([[marks.link]]);
    case 'flag':
      return requirement.flag === 'mine' || requirement.flag === 'edited' ? anyOf([[marks[requirement.flag]]]) : null;
    case 'sent':
      return null;
    case 'mention': {
      const names = new Map([...requirement.names.values()].flat().map((name) => [quote(tokensOf(name.words)), tokensOf(name.words)]));
      return inexact(anyOf([...names.values()]));
    }
  }
}

function ofTerm(term: Term, vocabulary: Vocabulary, most: number): Expression | null {
  const tokens = tokensOf(term.words);
  const before = tokens.slice(0, -1);
  const rough = before.length === 0 ? null : inexact(anyOf([before]));
  const last = term.words.at(-1)!;
  const byPrefix = most < prefixCost ? rough : { match: `${quote(tokens)} *`, words: prefixCost, exact: true };
  // A pair says already what its second one is. Alone it begins a pair, or is the last of its row.
  if (last.kind === 'character') return term.words.at(-2)?.kind === 'character' ? anyOf([before]) : byPrefix;
  if (term.fit === 'whole') return ofPhrase(term.words) ?? anyOf([tokens]);
  // Where the words before narrow it well enough, few endings are worth looking up.
  const affordable = rough ? most * endingsShare : most;
  const words = vocabulary.find(last.text, term.fit, Math.floor(affordable / tokens.length));
  if (words) return anyOf(words.map((word) => [...before, word]));
  return term.fit === 'begins' ? byPrefix : rough;
}

/** Null when not all of its words are short. Two in a row are known as such; of more each two may stand somewhere else. */
function ofPhrase(words: readonly Word[]): Expression | null {
  const pairs = pairsOf(words.map(lettersOf));
  if (pairs.length === 0 || !pairs.every((pair) => pair !== null)) return null;
  return { match: pairs.map((pair) => quote([pair])).join(' AND '), words: pairs.length, exact: pairs.length === 1 };
}

function ofNames(names: ReadonlySet<string>, most: number): Expression | null {
  const wanted = new Set([...names].map((name) => marks.author(name)).filter((mark) => mark !== null));
  return wanted.size > most ? null : anyOf([...wanted].map((mark) => [mark]));
}

function ofConversations(ids: ReadonlySet<number>, most: number): Expression | null {
  return ids.size > most ? null : anyOf([...ids].map((id) => [marks.conversation(id)]));
}

function tokensOf(words: readonly Word[]): string[] {
  return words.map((_word, n) => tokenAt(words, n));
}

function either(one: Expression, other: Expression, most: number): Expression | null {
  const words = one.words + other.words;
  if (words > most) return null;
  const match = [one, other].filter((each) => each.words > 0).map((each) => each.match);
  return { match: match.join(' OR '), words, exact: one.exact && other.exact };
}

function inexact(expression: Expression | null): Expression | null {
  return expression && { ...expression, exact: false };
}

/** Consecutive words. No token holds a quotation mark. */
function quote(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}

/** One of these rows of words. */
function anyOf(alternatives: readonly (readonly string[])[]): Expression {
  const words = alternatives.reduce((sum, tokens) => sum + tokens.length, 0);
  return { match: anyPhrase(alternatives.map(quote)), words, exact: true };
}

/** About the square root of how many there may be. */
const inGroup = 32;

/**
 * At every message FTS5 asks each member of an OR how far it is: hundreds of words are asked sooner in groups. It takes apart a group that is
 * nothing but an OR itself.
 */
function anyPhrase(phrases: readonly string[]): string {
  if (phrases.length <= inGroup) return phrases.join(' OR ');
  const groups = [];
  for (let start = 0; start < phrases.length; start += inGroup)
    groups.push(`((${phrases.slice(start, start + inGroup).join(' OR ')}) NOT ${quote([marks.nothing])})`);
  return groups.join(' OR ');
}
