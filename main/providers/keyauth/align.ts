/**
 * Where a window of a channel continues what is known of it. KeyAuth gives the newest lines without ids, and identical lines are legal, so
 * the window can only be understood as a sequence: its beginning is the end of what is known, and the rest is new.
 *
 * In between, a moderator may have deleted lines, and a user may have been renamed. So the beginning is the longest that can be found
 * among the known lines in their order; between several ways of finding it, the one that keeps most authors, and then the newest lines,
 * counts. Where nothing was deleted or renamed, that is the plain overlap of the known lines' end and the window's beginning.
 */
import type { Known, RemoteMessage, RemotePage } from '../contract.ts';
import type { Line } from './map.ts';

type KnownLine = Known['newest'][number];

/**
 * The window (oldest first) as a page: known lines under their known ids, new ones with ids and orders that grow. A window that holds
 * nothing known is a gap, however short: lines may have come and gone in between.
 */
export function toPage(known: readonly KnownLine[], window: readonly Line[]): RemotePage {
  const places = placesOf(window, known);
  let order = known.at(-1)?.order ?? 0;
  const messages = window.map((line, index): RemoteMessage => {
    const same = known[places[index] ?? -1];
    if (same) return { ...line, remoteId: same.remoteId, order: same.order };
    order = Math.max(order + 1, line.sentAt);
    return { ...line, remoteId: String(order), order };
  });
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return { messages };
  return {
    messages,
    gap: known.length > 0 && places.length === 0,
    // Known lines before the window fell off it. Ones after it are left alone: a stale answer would lack them, too.
    whole: { from: first.order, to: last.order },
  };
}

/**
 * The longest beginning of the window that stands among the known lines in the same order: for each of its lines the index of the known
 * one, growing. Empty when already the first is not known.
 */
function placesOf(window: readonly Line[], known: readonly KnownLine[]): number[] {
  const kept = keptAuthors(window, known);
  const length = kept.length - 1;
  const places: number[] = [];
  for (let line = length, place = known.length; line > 0; place -= 1) {
    // The newest place of equals: the line at `place - 1` is skipped only where that keeps more authors.
    const here = kept[line - 1]![place - 1]! + match(window[line - 1]!, known[place - 1]!);
    if (here < kept[line]![place]!) continue;
    places.unshift(place - 1);
    line -= 1;
  }
  return places;
}

/**
 * At [n][m]: how many authors stay the same when the window's first n lines are found among the first m known ones, at best; -Infinity
 * where they cannot all be found. Ends with the largest n that can be found at all.
 */
function keptAuthors(window: readonly Line[], known: readonly KnownLine[]): number[][] {
  const rows = [new Array<number>(known.length + 1).fill(0)];
  for (const line of window) {
    const above = rows.at(-1)!;
    const row = [-Infinity];
    for (const [index, knownLine] of known.entries()) {
      row.push(Math.max(row[index]!, above[index]! + match(line, knownLine)));
    }
    if (row.at(-1) === -Infinity) break;
    rows.push(row);
  }
  return rows;
}

/** 1 for the same line, 0 for one whose author was renamed, -Infinity for another. */
function match(line: Line, known: KnownLine): number {
  if (line.text !== known.text || line.sentAt !== known.sentAt) return -Infinity;
  return line.authorId === known.authorId ? 1 : 0;
}
