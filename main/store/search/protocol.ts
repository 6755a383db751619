/** What main and the search thread say to each other. Answers come in the order of the requests. */
import type { Search, SearchCount, SearchPage } from '../../../preload/contract/search.ts';
import type { StorageCode } from '../errors.ts';
import type { Asked } from './run.ts';

export interface SearchStart {
  role: 'search';
  file: string;
  /** One number shared by both threads: of the newest search. Requests of an older one are wanted by nobody. */
  newest: Int32Array<SharedArrayBuffer>;
}

export type SearchRequest = { id: number; search: number } & (
  { type: 'page'; argument: Search & Asked } | { type: 'count'; argument: Asked }
);

export type SearchReply = { id: number; milliseconds: number } & (
  { ok: true; value: SearchPage | SearchCount } | { ok: false; code: StorageCode; sentence: string; detail: string }
);
