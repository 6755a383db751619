/** How the service behaves where its documentation is silent. May be changed at any time. */
export interface Behaviour {
  /** How lists come: Laravel's simple paginator, everything in a bare array, or a page as `{data, links, meta}`. */
  lists: 'paginator' | 'array' | 'wrapped';
  /** The host that links to further pages name, as the documentation's own samples do; null for the right one. */
  linkHost: string | null;
  order: 'oldest-first' | 'newest-first';
  /** The page size, whatever was asked for; null keeps to `per_page`. */
  pageSize: number | null;
  /** Whether messages hold their author, or only an id. */
  authors: 'nested' | 'ids';
  /** What times are kept to. */
  precision: 'seconds' | 'microseconds';
  /** The name of a message's text, read and written. */
  textName: 'message' | 'body' | 'content' | 'text';
  /** Which token reading messages and people takes. */
  readGuard: 'either' | 'api' | 'chat-user';
  /** Where `get-token` and `share` are: as printed, or below `/api` like all the others. */
  unsurePaths: 'printed' | 'api';
  /** What is created is answered with 202 and nothing else. */
  accepted: boolean;
  /** Who joins for the first time gets a token at once, or has to wait for a code like everybody else. */
  firstJoin: 'token' | 'code';
  /** Requests a minute for each route and token, and whether a refusal says when to come back. */
  limit: number;
  saysWhen: boolean;
}

export const usualBehaviour: Behaviour = {
  lists: 'paginator',
  linkHost: null,
  order: 'oldest-first',
  pageSize: null,
  authors: 'nested',
  precision: 'seconds',
  textName: 'message',
  readGuard: 'either',
  unsurePaths: 'printed',
  accepted: false,
  firstJoin: 'token',
  limit: 300,
  saysWhen: true,
};
