/**
 * A message as the index holds it: its words, after marks for what else can be asked about it (in front they take the least room). Who wrote it
 * is a mark as well, for there are few names, and each stands on many messages. Characters of scripts without spaces are indexed in overlapping pairs, the last of a row alone: of single ones there are
 * too few different ones.
 */
import { hasLink } from './meaning.ts';
import { Words, wordsOfName, type Word } from './words.ts';

/** No word begins with this sign. */
const sign = '·';

export const marks = {
  mine: `${sign}mine`,
  link: `${sign}link`,
  edited: `${sign}edited`,
  conversation: (id: number) => `${sign}${id}`,
  /** The same for names that are the same to a search; null for one without words. */
  author(name: string): string | null {
    const { list } = wordsOfName(name);
    return list.length === 0 ? null : sign + list.map((word) => sign + word.text).join('');
  },
};

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
  const { tokens, words } = tokensOf(text);
  const about = [marks.conversation(conversationId)];
  const author = marks.author(authorName);
  if (author !== null) about.push(author);
  if (mine) about.push(marks.mine);
  if (edited) about.push(marks.edited);
  if (hasLink(text)) about.push(marks.link);
  return { text: [...about, ...tokens].join(' '), words };
}

function tokensOf(text: string): { tokens: readonly string[]; words: readonly string[] } {
  const words = new Words(text);
  const { plain } = words;
  if (plain) return { tokens: plain, words: plain };
  const { list } = words;
  return {
    tokens: list.map((_word, n) => tokenAt(list, n)),
    words: list.filter(({ kind }) => kind !== 'character').map((word) => word.text),
  };
}
