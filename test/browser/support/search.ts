/** A search over lists in memory: every word must stand somewhere in the text or the author's name; `from:` and `is:failed` are known. */
import type { Argument } from '../../../preload/contract/api.ts';
import type { Message } from '../../../preload/contract/domain.ts';
import type { SearchHit, SearchPage, TextRange } from '../../../preload/contract/search.ts';
import type { FakeParley } from './fake-parley.ts';

function rangesOf(text: string, words: readonly string[]): TextRange[] {
  const lower = text.toLowerCase();
  const ranges: TextRange[] = [];
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length))
      ranges.push({ from: at, to: at + word.length });
  }
  return ranges.sort((one, other) => one.from - other.from);
}

function hitOf(message: Message, words: readonly string[]): SearchHit | null {
  const [inText, inAuthor] = [rangesOf(message.text, words), rangesOf(message.authorName, words)];
  const all = words.every((word) => rangesOf(message.text, [word]).length + rangesOf(message.authorName, [word]).length > 0);
  return all ? { message, inText, inAuthor } : null;
}

function hitsOf(fake: FakeParley, query: string): SearchHit[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^from:/, '').replaceAll('"', ''))
    .filter((word) => !word.includes(':'));
  if (words.length === 0) return [];
  const messages = [...fake.messages.values()].flat().sort((one, other) => other.sentAt - one.sentAt);
  return messages.map((message) => hitOf(message, words)).filter((hit) => hit !== null);
}

function unsentIn(fake: FakeParley, query: string): string[] {
  if (!query.includes('is:failed')) return [];
  return [...fake.outbox.values()]
    .flat()
    .filter(({ state }) => state === 'failed')
    .map(({ id }) => id);
}

export function countIn(fake: FakeParley, query: string): number {
  return hitsOf(fake, query).length + unsentIn(fake, query).length;
}

export function searchIn(fake: FakeParley, { query, continueAt, limit }: Argument<'search.page'>): SearchPage {
  const from = Number(continueAt ?? 0);
  const all = hitsOf(fake, query);
  const ignored = [...query.matchAll(/\S*nonsense:\S*/g)].map(([text]) => ({
    text,
    reason: '“nonsense:” is no operator: it was searched for as a word.',
  }));
  return {
    hits: all.slice(from, from + limit),
    unsent: continueAt === null ? unsentIn(fake, query) : [],
    ignored,
    indexing: false,
    next: from + limit < all.length ? String(from + limit) : null,
  };
}
