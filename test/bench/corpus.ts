/**
 * Messages for measuring, the same for the same seed, made page by page: what a person with 500 conversations holds after three years. Words
 * follow Zipf’s law, of a vocabulary that grows with the corpus; a tenth is Chinese, with links and emoji here and there.
 */
import type { IncomingMessage } from '../../main/store/contract.ts';
import { createRandom, zipf } from './random.ts';
import { hanCount, hanOf, meanWords, vocabularyOf, wordOf } from './words.ts';

export const sizes = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
export type SizeName = keyof typeof sizes;

export const conversationCount = 500;
export const perPage = 100;

const authorsInAll = 3_000;
const authorsEach = 12;
const begin = Date.UTC(2023, 10, 1);
const end = Date.UTC(2026, 10, 1);
const emoji = ['👍', '😀', '🎉', '❤️', '👩‍👩‍👧‍👦', '🙏'];

/** What `messages` in all are made from. */
export interface Corpus {
  perConversation: number;
  vocabulary: number;
}

export function corpusOf(messages: number): Corpus {
  return { perConversation: messages / conversationCount, vocabulary: vocabularyOf(messages) };
}

/** Conversation by conversation the first page of each, then the second …: about as it came, oldest first. */
export function* pagesOf(corpus: Corpus): Generator<{ conversation: number; messages: IncomingMessage[] }> {
  for (let from = 0; from < corpus.perConversation; from += perPage)
    for (let conversation = 0; conversation < conversationCount; conversation += 1)
      yield { conversation, messages: pageOf(corpus, conversation, from, Math.min(perPage, corpus.perConversation - from)) };
}

/** `from` may lie beyond the corpus: such messages are newer than all of it. */
export function pageOf(corpus: Corpus, conversation: number, from: number, count: number): IncomingMessage[] {
  const random = createRandom(conversation * 1_000_003 + from);
  const step = (end - begin) / corpus.perConversation;
  return Array.from({ length: count }, (_, index) => {
    const author = (conversation * 7 + zipf(random, authorsEach)) % authorsInAll;
    const sentAt = Math.floor(begin + (from + index + random()) * step);
    return {
      remoteId: remoteIdOf(random, sentAt),
      authorId: `user-${author}`,
      authorName: authorName(author),
      text: textOf(random, corpus.vocabulary),
      sentAt,
      order: sentAt * 1000 + conversation,
    };
  });
}

export function authorName(author: number): string {
  const [first, last] = [wordOf(author), wordOf(author + 500)];
  return `${capitalised(first)} ${capitalised(last)}`;
}

/** As many services make them: the time, then chance. */
function remoteIdOf(random: () => number, sentAt: number): string {
  return (
    sentAt.toString(16).padStart(12, '0') +
    Math.floor(random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0')
  );
}

function textOf(random: () => number, vocabulary: number): string {
  const kind = random();
  if (kind < 0.1) return Array.from({ length: 2 + Math.floor(random() ** 3 * 90) }, () => hanOf(zipf(random, hanCount))).join('');
  // Most are short, few are long.
  const length = 2 + Math.floor(random() ** 3 * 4 * (meanWords - 2));
  const words = Array.from({ length }, () => wordOf(zipf(random, vocabulary)));
  if (kind < 0.13) words.push(`https://example.org/${wordOf(zipf(random, vocabulary))}`);
  else if (kind < 0.2) words.push(emoji[Math.floor(random() * emoji.length)]!);
  return words.join(' ');
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
