/** What the list of results draws, row by row. Pure. */
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import type { SearchHit } from '../../../preload/contract/search.ts';
import { periodName } from '../format/time.ts';
import type { Results } from './search.svelte.ts';

/** `index` counts the results alone, from 0. */
export type ResultRow =
  | { kind: 'heading'; key: string; title: string }
  | { kind: 'unsent'; key: string; index: number; item: OutboxItem }
  | { kind: 'hit'; key: string; index: number; hit: SearchHit }
  | { kind: 'end'; key: string };

/** Newest first, results stand under the time they are of; the best are in an order of their own. */
export function buildResultRows({ hits, unsent, order }: Results, now: number): ResultRow[] {
  const rows: ResultRow[] = [];
  const heading = (title: string) => rows.push({ kind: 'heading', key: `heading-${title}`, title });
  if (unsent.length > 0) heading('Not delivered');
  for (const [index, item] of unsent.entries()) rows.push({ kind: 'unsent', key: `unsent-${item.id}`, index, item });
  let period = '';
  for (const [at, hit] of hits.entries()) {
    const next = order === 'best' ? 'Best first' : periodName(hit.message.sentAt, now);
    if (next !== period && (order === 'newest' || unsent.length > 0)) heading(next);
    period = next;
    rows.push({ kind: 'hit', key: `hit-${hit.message.id}`, index: unsent.length + at, hit });
  }
  rows.push({ kind: 'end', key: 'end' });
  return rows;
}
