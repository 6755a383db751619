/**
 * Which pages of a chat to read. ConnectNow numbers pages and does not say in which order messages come: probably oldest first, so that the
 * newest are at an end nobody knows. Positions count from 0 at the first message of page 1.
 */
import type { Known } from '../contract.ts';
import { largestPage } from './assumptions.ts';
import type { ReadMessage } from './map.ts';

export interface Slice {
  /** Ascending by order, each once. */
  messages: ReadMessage[];
  /** How many items the page had. */
  count: number;
  more: boolean;
  /** How many items a page has: the service may not keep to what was asked for. */
  size: number;
  /** The items came in the order of their times, or its reverse. */
  tidy: boolean;
}

export type LoadSlice = (page: number, size: number, signal: AbortSignal) => Promise<Slice>;

export interface Timeline {
  latest(known: Known, signal: AbortSignal): Promise<{ messages: ReadMessage[]; whole: { from: number; to: number } | null }>;
  /** The page with the newest messages older than `order`; one without any when there are none. */
  before(order: number, signal: AbortSignal): Promise<ReadMessage[]>;
}

/** So many of the newest messages are read every time, where the service keeps to the page size: enough to see what was deleted lately. */
const leastTail = 100;

export function createTimeline(load: LoadSlice): Timeline {
  /** Null until two pages could be compared: one page alone is everything. */
  let oldestFirst: boolean | null = null;
  let fixedSize: number | null = null;
  /** The newest order on page 1, while page 2 is still to be compared with it. */
  let firstNewest: number | null = null;
  /** The next page of a read that did not get to the end: where a call a minute is allowed, each attempt must get further. */
  let unfinished: { page: number; size: number } | null = null;
  /** How many messages there are, as far as the last read saw. */
  let total: number | null = null;
  /** Where the oldest message of each read stood, by its order. */
  const places = new Map<number, number>();

  const pageSize = () => fixedSize ?? largestPage;

  async function read(page: number, size: number, signal: AbortSignal): Promise<Slice> {
    const slice = await load(page, size, signal);
    if (slice.size !== size) fixedSize = slice.size;
    return slice;
  }

  function note(slice: Slice, position: number): void {
    if (slice.messages[0]) places.set(slice.messages[0].order, position);
  }

  /** The first page where it is the only one; else null, and the direction is known from then on. */
  async function onlyPage(signal: AbortSignal): Promise<Slice | null> {
    if (oldestFirst !== null) return null;
    if (firstNewest === null) {
      const first = await read(1, largestPage, signal);
      const newest = first.messages.at(-1);
      if (!first.more || !newest) return first;
      firstNewest = newest.order;
    }
    const second = (await read(2, pageSize(), signal)).messages.at(-1);
    oldestFirst = (second?.order ?? Infinity) >= firstNewest;
    return null;
  }

  /** From a page that holds the newest messages, or at least comes near, on to the end. */
  async function tail(count: number, signal: AbortSignal): Promise<{ slices: Slice[]; page: number }> {
    const start = unfinished ?? (fixedSize === null ? lastPage(count) : fixedPage(count, fixedSize));
    const { size } = start;
    let { page } = start;
    let slice = await read(page, size, signal);
    for (let step = 1; slice.count === 0 && page > 1; step *= 2) {
      page = Math.max(1, page - step);
      slice = await read(page, size, signal);
    }
    const slices = [slice];
    note(slice, (page - 1) * size);
    for (;;) {
      total = (page - 1) * size + slice.count;
      if (!slice.more) break;
      unfinished = { page: page + 1, size };
      const next = await read(page + 1, size, signal);
      if (!adds(next, slice)) break;
      page += 1;
      slice = next;
      slices.push(slice);
    }
    unfinished = null;
    return { slices, page };
  }

  /** The one page before `order` where page 1 is the oldest: the last one with something older. */
  async function lastOlder(order: number, signal: AbortSignal): Promise<Slice | null> {
    const size = pageSize();
    const position = places.get(order);
    let low = 0;
    let high = position === undefined ? Infinity : Math.floor((position - 1) / size) + 2;
    let best: Slice | null = null;
    // Known places make this one call; without one, pages are sought by doubling, then halving.
    for (
      let page = position === undefined ? 1 : high - 1;
      high - low > 1;
      page = high === Infinity ? low * 2 : Math.floor((low + high) / 2)
    ) {
      const slice = await read(page, size, signal);
      const oldest = slice.messages[0];
      if (!oldest || oldest.order >= order) {
        high = page;
        continue;
      }
      if (best && !adds(slice, best)) break;
      best = slice;
      low = page;
      note(slice, (page - 1) * size);
      if (!slice.more) break;
    }
    return best;
  }

  /** Likewise where page 1 is the newest: the first one with something older. It begins with the page read before: messages may have moved. */
  async function firstOlder(order: number, signal: AbortSignal): Promise<Slice | null> {
    const size = pageSize();
    let previous: Slice | null = null;
    for (let page = Math.floor((places.get(order) ?? 0) / size) + 1; ; page += 1) {
      const slice = await read(page, size, signal);
      note(slice, (page - 1) * size + slice.count - 1);
      if (slice.messages[0] && slice.messages[0].order < order) return slice;
      if (!slice.more || (previous && !adds(slice, previous))) return null;
      previous = slice;
    }
  }

  return {
    async latest(known, signal) {
      const only = await onlyPage(signal);
      if (only) {
        total = only.count;
        note(only, 0);
        return { messages: only.messages, whole: stretch(only, true, !only.more, known) };
      }
      if (oldestFirst) {
        const { slices, page } = await tail(total ?? Math.max(known.count, pageSize() + 1), signal);
        const last = slices.at(-1)!;
        // One page is a single moment at the service; from one page to the next, a deletion may have moved a message out of sight.
        return { messages: slices.flatMap((slice) => slice.messages), whole: stretch(last, page === 1, !last.more, known) };
      }
      const newest = await read(1, pageSize(), signal);
      note(newest, newest.count - 1);
      return { messages: newest.messages, whole: stretch(newest, !newest.more, true, known) };
    },

    async before(order, signal) {
      const only = await onlyPage(signal);
      if (only) return only.messages;
      const slice = oldestFirst ? await lastOlder(order, signal) : await firstOlder(order, signal);
      return slice?.messages ?? [];
    },
  };
}

/** The largest page size by which the newest message shares the last page with `leastTail` older ones, and that page's number. */
function lastPage(count: number): { size: number; page: number } {
  const newest = Math.max(0, count - 1);
  let size = largestPage;
  while (newest >= size && newest % size < leastTail && size > leastTail + 1) size -= 1;
  return { size, page: Math.floor(newest / size) + 1 };
}

/** With pages of the service's own size, the last two at most. */
function fixedPage(count: number, size: number): { size: number; page: number } {
  return { size, page: Math.floor(Math.max(0, count - 1 - Math.floor(size / 2)) / size) + 1 };
}

const adds = (slice: Slice, previous: Slice) => {
  const seen = new Set(previous.messages.map((message) => message.remoteId));
  return slice.messages.some((message) => !seen.has(message.remoteId));
};

/** What a page proves complete: up to the ends of the list, where it reaches them. A page out of order proves nothing, nor does an empty one. */
function stretch(slice: Slice, fromStart: boolean, toEnd: boolean, known: Known): { from: number; to: number } | null {
  const [oldest, newest] = [slice.messages[0], slice.messages.at(-1)];
  if (!oldest || !newest || !slice.tidy) return null;
  return {
    from: fromStart ? 0 : oldest.order,
    // What was known before this read and is newer than everything on the page is gone.
    to: toEnd ? Math.max(newest.order, known.newest.at(-1)?.order ?? 0) : newest.order,
  };
}
