/** Laravel's pages. */
import { json, type Call, type Reply } from '../reply.ts';
import type { Behaviour } from './behaviour.ts';
import { invalid } from './replies.ts';

const usualSize = 15;
const largestSize = 249;

/** The page of `items` that the query asks for. `origin` is the server's own, for its links. */
export function paginate(items: object[], call: Call, behaviour: Behaviour, origin: string): Reply {
  if (behaviour.lists === 'array') return json(200, items);
  const asked = { page: integer(call.query.get('page') ?? '1'), per_page: integer(call.query.get('per_page') ?? String(usualSize)) };
  if (asked.page === null) return invalid({ page: ['The page must be at least 1.'] });
  if (asked.per_page === null || asked.per_page > largestSize) {
    return invalid({ per_page: [`The per page must be between 1 and ${largestSize}.`] });
  }
  const size = behaviour.pageSize ?? asked.per_page;
  const start = (asked.page - 1) * size;
  const data = items.slice(start, start + size);
  const path = `${behaviour.linkHost ?? origin}${call.path}`;
  const link = (page: number) => `${path}?page=${page}`;
  const next = start + size < items.length ? link(asked.page + 1) : null;
  const previous = asked.page > 1 ? link(asked.page - 1) : null;
  const about = {
    current_page: asked.page,
    from: data.length > 0 ? start + 1 : null,
    path,
    per_page: size,
    to: data.length > 0 ? start + data.length : null,
  };
  if (behaviour.lists === 'wrapped') return json(200, { data, links: { first: link(1), last: null, prev: previous, next }, meta: about });
  return json(200, { ...about, data, first_page_url: link(1), next_page_url: next, prev_page_url: previous });
}

/** A positive whole number; null for anything else. */
function integer(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
