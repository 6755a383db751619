/** Who is calling: for each kind of token a route that says so. */
import { json } from '../../reply.ts';
import type { RouteParts } from '../parts.ts';
import { unauthenticated } from '../replies.ts';
import type { Route } from '../router.ts';

/** `owner` is the holder of the API token. */
export function callerRoutes({ wire }: RouteParts, owner: object): Route[] {
  return [
    { method: 'GET', path: '/api/user', guard: 'api', handle: () => json(200, owner) },
    {
      method: 'GET',
      path: '/api/chat-user',
      guard: 'chat-user',
      handle: ({ caller }) => (caller.kind === 'chat-user' ? json(200, wire.person(caller.person)) : unauthenticated),
    },
  ];
}
