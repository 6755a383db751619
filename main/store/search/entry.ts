/**
 * A message as the index holds it: its words, after marks for what else can be asked about it (in front they take the least room). Who wrote it
 * is a mark as well, for there are few names, and each stands on many messages. Characters of scripts without spaces are indexed in overlapping
 * pairs, the last of a row alone: of single ones there are too few different ones. Two short words in a row have a mark, too: the shortest words
 * are the commonest, and a phrase of such would be looked for in all messages that hold them.
 */
import { hasLink } from './meaning.ts';
import { Words, wordsOfName, type Word } from './words.ts';

/** By what rules entries are made; those made by others are made anew. Another version of Unicode may know other words. */
export const entryRules = `2, Unicode ${process.versions.unicode ?? ''}`;

/** No word begins with this sign. */
const sign = '·';
/** In UTF-16 code units. */
const shortWord = 3;

export const marks = {
  /** Stands in no entry. */
  nothing: sign + sign,
  mine: `${sign}mine`,
  link: `${sign}link`,
  edited: `${sign}edited`,
  conversation: (id: number) => `${sign}${id}`,
  /** The same for names that are the same to a search; null for one without words. */
  author(name: string): string | null {
    const { list } = wordsOfName(name);
    return list.length === 0 ? null : sign + list.map((word) => sign + word.text).join('');
  },
  /** Of two words in a row; null when one of them is not short. */
  pair(word: string, next: string): string | null {
    return isShort(word) && isShort(next) ? sign + word + sign + next : null;
  },
};

function isShort(word: string): boolean {
  return word.length > 0 && word.length <= shortWord;
}

export interface Indexed {
  id: number;
  conversationId: number;
  text: string;
  authorName: string;
  mine: boolean;
  edited: boolean;
}

/** Of a message `m` and its author `a`, to be read as an `IndexedRow`. */
export const indexedColumns = `
  m.id, m.conversation_id AS conversationId, m.text, a.name AS authorName, m.mine, m.edited_at IS NOT NULL AS edited`;
export type IndexedRow = Omit<Indexed, 'mine' | 'edited'> & { mine: number; edited: number };

export function toIndexed(row: IndexedRow): Indexed {
  return { ...row, mine: row.mine === 1, edited: row.edited === 1 };
}

export interface Entry {
  text: string;
  /** Words that parts of words are looked for in. */
  words: readonly string[];
}

/** What stands in the index for the word number `n` of a list. */
export function tokenAt(list: readonly Word[], n: number): string {
  const [word, next] = [list[n]!, list[n + 1]];
  return word.kind === 'character' && next?.kind === 'character' ? word.text + next.text : word.text;
}

export function entryOf({ conversationId, text, authorName, mine, edited }: Indexed): Entry {
  const { tokens, words, pairs } = tokensOf(text);
  const about = [marks.conversation(conversationId)];
  const author = marks.author(authorName);
  if (author !== null) about.push(author);
  if (mine) about.push(marks.mine);
  if (edited) about.push(marks.edited);
  if (hasLink(text)) about.push(marks.link);
  const inRow = new Set(pairs.filter((pair) => pair !== null));
  return { text: [...about, ...inRow, ...tokens].join(' '), words };
}

interface Tokens {
  tokens: readonly string[];
  words: readonly string[];
  pairs: readonly (string | null)[];
}

function tokensOf(text: string): Tokens {
  const words = new Words(text);
  const { plain } = words;
  if (plain) return { tokens: plain, words: plain, pairs: pairsOf(plain) };
  const { list } = words;
  return {
    tokens: list.map((_word, n) => tokenAt(list, n)),
    words: list.filter(({ kind }) => kind !== 'character').map((word) => word.text),
    pairs: pairsOf(list.map(lettersOf)),
  };
}

/** The marks of each two words in a row; null where one of them is not short. Empty words are not short either. */
export function pairsOf(words: readonly string[]): (string | null)[] {
  return words.slice(1).map((word, n) => marks.pair(words[n]!, word));
}

/** Empty for what is no word of letters. */
export function lettersOf({ text, kind }: Word): string {
  return kind === 'word' ? text : '';
}
