/** A conversation as Parley has it on this computer, and what of it is true. */
import type { Gap, Message } from '../../preload/contract/domain.ts';
import type { Store } from '../../main/store/contract.ts';

export interface LocalHistory {
  /** Oldest first. */
  messages: Message[];
  gaps: Gap[];
}

const pageSize = 200;

export async function readHistory(store: Store, conversationId: number): Promise<LocalHistory> {
  const messages: Message[] = [];
  const gaps = new Map<number, Gap>();
  for (;;) {
    const [oldest] = messages;
    const at = oldest ? { before: { order: oldest.order, id: oldest.id } } : 'newest';
    const page = await store.readMessagePage({ conversationId, at, limit: pageSize });
    messages.unshift(...page.messages);
    for (const gap of page.gaps ?? []) gaps.set(gap.id, gap);
    if (!page.hasOlder) return { messages, gaps: [...gaps.values()] };
  }
}

export interface Line {
  author: string;
  text: string;
}

/**
 * What is wrong with a history, given everything that was really said, oldest first; null when nothing is. A stretch between two gaps must
 * be a stretch of the truth with nothing left out or added, and in a gap something must be missing, unless it follows a full window: then
 * no one could have told. `window` is how many messages the service keeps, null when all of them.
 */
export function whatIsWrong({ messages, gaps }: LocalHistory, truth: readonly Line[], window: number | null): string | null {
  let place = 0;
  for (const [index, stretch] of stretches(messages, gaps).entries()) {
    const last = index === gaps.length;
    const start = last && index > 0 ? truth.length - stretch.length : find(stretch, truth, place);
    if (start < place || !matches(stretch, truth, start))
      return `stretch ${index + 1} of ${gaps.length + 1} is not what was said: ${firstDifference(stretch, truth, place)}`;
    const fullWindow = window !== null && stretch.length >= window;
    if (index > 0 && start === place && !fullWindow) return `a gap is marked before “${stretch[0]?.text}” where nothing is missing`;
    if (index === 0 && start > 0) return `the first ${start} messages are missing`;
    place = start + stretch.length;
  }
  return place === truth.length ? null : `the last ${truth.length - place} messages are missing, from “${truth[place]?.text}”`;
}

/** Where nothing can be read, the history is what was sent from here: each line was said, once, and in this order. */
export function whatWasNotSaid({ messages }: LocalHistory, truth: readonly Line[]): string | null {
  let place = 0;
  for (const { text } of messages) {
    const found = truth.findIndex((line, index) => index >= place && line.text === text);
    if (found < 0) return `“${text}” was not said, or not in this order`;
    place = found + 1;
  }
  return null;
}

function stretches(messages: readonly Message[], gaps: readonly Gap[]): Line[][] {
  const parts: Line[][] = [[]];
  const ends = gaps.map((gap) => gap.afterOrder);
  for (const [index, { order, authorName, text, deleted }] of messages.entries()) {
    if (!deleted) parts.at(-1)!.push({ author: authorName, text });
    const next = messages[index + 1];
    if (next && ends.some((end) => order <= end && next.order > end)) parts.push([]);
  }
  return parts;
}

const same = (one: Line | undefined, other: Line | undefined) => one?.text === other?.text && one?.author === other?.author;

function matches(stretch: readonly Line[], truth: readonly Line[], start: number): boolean {
  return start >= 0 && stretch.every((line, index) => same(line, truth[start + index]));
}

/** Where the stretch first stands in the truth; -1 when it does not. */
function find(stretch: readonly Line[], truth: readonly Line[], from: number): number {
  for (let start = from; start + stretch.length <= truth.length; start += 1) if (matches(stretch, truth, start)) return start;
  return -1;
}

function firstDifference(stretch: readonly Line[], truth: readonly Line[], place: number): string {
  const start = Math.max(
    place,
    truth.findIndex((line) => same(line, stretch[0])),
  );
  const index = stretch.findIndex((line, offset) => !same(line, truth[start + offset]));
  const show = (line: Line | undefined) => (line ? `“${line.author}: ${line.text}”` : 'nothing');
  return `${show(stretch[index])} where ${show(truth[start + index])} was said`;
}
