/**
 * A message as the index holds it: its words, and in the author's column beside the name what can be asked about it. Characters of scripts
 * without spaces are indexed in overlapping pairs, the last of a row alone: of single ones there are too few different ones.
 */
import { hasLink } from './meaning.ts';
import { Words, type Word } from './words.ts';

/** No word begins with this sign. */
const sign = '·';

export const marks = {
  mine: `${sign}mine`,
  link: `${sign}link`,
  edited: `${sign}edited`,
  conversation: (id: number) => `${sign}${id}`,
  /** Of no message. */
  nothing: `${sign}nothing`,
};

export interface Indexed {
  id: number;
  conversationId: number;
  text: string;
  authorName: string;
  mine: boolean;
  edited: boolean;
}

export interface Entry {
  text: string;
  author: string;
  /** Words that parts of words are looked for in. */
  words: string[];
}

/** What stands in the index for the word number `n` of a list. */
export function tokenAt(list: readonly Word[], n: number): string {
  const [word, next] = [list[n]!, list[n + 1]];
  return word.kind === 'character' && next?.kind === 'character' ? word.text + next.text : word.text;
}

export function entryOf({ conversationId, text, authorName, mine, edited }: Indexed): Entry {
  const [said, author] = [new Words(text).list, new Words(authorName).list];
  const about = [marks.conversation(conversationId)];
  if (mine) about.push(marks.mine);
  if (edited) about.push(marks.edited);
  if (hasLink(text)) about.push(marks.link);
  return {
    text: tokens(said).join(' '),
    author: [...tokens(author), ...about].join(' '),
    words: [...said, ...author].filter(({ kind }) => kind !== 'character').map((word) => word.text),
  };
}

function tokens(list: readonly Word[]): string[] {
  return list.map((_word, n) => tokenAt(list, n));
}
