/** Conditions in the language of FTS5. */
import type { Requirement } from './bind.ts';
import { marks, tokenAt } from './entry.ts';
import type { Term } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Met by all messages that a condition accepts. */
export interface Expression {
  match: string;
  /** What it takes until the first message is found, in words to look up: some 10 to 30 µs each. */
  cost: number;
  /** It is met by no other messages either, so it may be negated. */
  exact: boolean;
}

/** More words than these are not looked up at all. */
const mostWords = 3_000;
/** FTS5 collects all messages with words of a prefix before it shows the first: as many as such a prefix may have. */
const prefixCost = 2_000;

/** From the roughest to the finest; each is narrower than the one before, and costs more. None where the index does not help. */
export function expressionsOf(requirement: Requirement, vocabulary: Vocabulary): Expression[] {
  switch (requirement.kind) {
    case 'words':
      return ofTerm(requirement.term, vocabulary);
    case 'author':
      return ofTerm(requirement.term, vocabulary).map(inColumn('author'));
    case 'conversations':
      return requirement.ids.size > mostWords ? [] : [anyOf([...requirement.ids].map((id) => [marks.conversation(id)]))];
    case 'link':
      return [anyOf([[marks.link]])];
    case 'flag':
      return requirement.flag === 'mine' || requirement.flag === 'edited' ? [anyOf([[marks[requirement.flag]]])] : [];
    case 'sent':
      return [];
    case 'mention': {
      const names = new Map([...requirement.names.values()].flat().map((name) => [quote(tokensOf(name)), tokensOf(name)]));
      return [{ ...inColumn('text')(anyOf([...names.values()])), exact: false }];
    }
  }
}

function ofTerm(term: Term, vocabulary: Vocabulary): Expression[] {
  const tokens = tokensOf(term);
  const before = tokens.slice(0, -1);
  const last = term.words.at(-1)!;
  const rough = before.length === 0 ? [] : [{ ...anyOf([before]), exact: false }];
  if (last.kind === 'character') {
    // A pair says already what its second one is. Alone it begins a pair, or is the last of its row.
    if (term.words.at(-2)?.kind === 'character') return [anyOf([before])];
    return [...rough, prefix(tokens)];
  }
  if (term.fit === 'whole') return [anyOf([tokens])];
  const words = vocabulary.find(last.text, term.fit, mostWords);
  if (words !== null && words.length * tokens.length <= mostWords) return [...rough, anyOf(words.map((word) => [...before, word]))];
  return term.fit === 'begins' ? [...rough, prefix(tokens)] : rough;
}

function tokensOf({ words }: Term): string[] {
  return words.map((_word, n) => tokenAt(words, n));
}

function inColumn(column: 'text' | 'author') {
  return ({ match, ...rest }: Expression): Expression => ({ match: `${column} : (${match})`, ...rest });
}

/** Consecutive words. No token holds a quotation mark. */
function quote(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}

function prefix(tokens: readonly string[]): Expression {
  return { match: `${quote(tokens)} *`, cost: prefixCost, exact: true };
}

/** One of these rows of words. */
function anyOf(alternatives: readonly (readonly string[])[]): Expression {
  const some = alternatives.length === 0 ? [[marks.nothing]] : alternatives;
  return { match: some.map(quote).join(' OR '), cost: some.reduce((sum, tokens) => sum + tokens.length, 0), exact: true };
}
