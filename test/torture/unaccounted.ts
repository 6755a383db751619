/** Messages that are gone and of which a database does not know: neither a gap nor the next read would ever bring them back. */
import type { Database } from 'better-sqlite3';

interface Place {
  id: number;
  key: string;
  joined: number | null;
  complete: number;
}

/** `lost`: keys as in `Content`, with their order. */
export function unaccounted(database: Database, lost: ReadonlyMap<string, number>): string[] {
  const places = database
    .prepare<[], Place>(`SELECT id, remote_id AS "key", joined_order AS joined, history_complete AS complete FROM conversations`)
    .all();
  const byKey = new Map(places.map((place) => [place.key, place]));
  const oldest = database.prepare<[number], number | null>(`SELECT min(order_key) FROM messages WHERE conversation_id = ?`).pluck();
  const gap = database.prepare(`SELECT 1 FROM gaps WHERE conversation_id = ? AND after_order < ? AND before_order > ?`);
  return [...lost].flatMap(([key, order]) => {
    const place = byKey.get(key.slice(0, key.indexOf('/')));
    // A conversation that is not known is listed and read as a new one.
    if (!place || place.joined === null || place.joined < order || gap.get(place.id, order, order)) return [];
    const isOlder = (oldest.get(place.id) ?? Infinity) > order;
    return isOlder && place.complete === 0 ? [] : [key];
  });
}
