/** Lists in pages. Links to further pages are made by the server, so they are never followed: a token goes only where the user said. */
import { Protocol } from '../errors.ts';
import { bareArrayHasMore, mostPages } from './assumptions.ts';
import { listingSchema } from './schemas.ts';

export interface Listing {
  items: unknown[];
  /** There is a page after this one. */
  more: boolean;
  /** How many items a page has, as far as the answer says. */
  size: number | null;
}

/** Takes Laravel's simple paginator, `{data, links, meta}`, and bare arrays. Throws `Protocol` for anything else; `what` as in “chats”. */
export function toListing(json: unknown, what: string): Listing {
  const parsed = listingSchema.safeParse(json);
  if (!parsed.success) throw new Protocol(`ConnectNow Chat answered with something that is not a list of ${what}.`, 'no');
  if (Array.isArray(parsed.data)) return { items: parsed.data, more: bareArrayHasMore, size: null };
  const { data, next_page_url, links, meta, per_page } = parsed.data;
  const size = Number(per_page ?? meta?.per_page);
  return { items: data, more: Boolean(next_page_url ?? links?.next), size: Number.isInteger(size) && size > 0 ? size : null };
}

/** All items of a list, each id once, in the order they came. Ends with the last page, or with one that adds nothing. */
export async function readAll<Item extends { id: string | number }>(
  load: (page: number) => Promise<Listing>,
  read: (json: unknown, where: string) => Item,
): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { items, more } = await load(page);
    const before = found.size;
    for (const [index, json] of items.entries()) {
      const item = read(json, `[${index}]`);
      found.set(String(item.id), item);
    }
    if (!more || found.size === before) break;
  }
  return [...found.values()];
}
