/** Routes, and who may use them: as Laravel does it, from the path to the handler. */
import type { Call, Reply } from '../reply.ts';
import { noSuchRoute, toLogin, unauthenticated, wrongMethod } from './replies.ts';
import type { ChatUser } from './tables.ts';
import type { Throttle } from './throttle.ts';

/** Who calls: the account (API token), a person in one chat (chat-user token), or nobody we know. */
export type Caller = { kind: 'api' } | { kind: 'chat-user'; person: ChatUser } | { kind: 'nobody' };

export interface Visit {
  call: Call;
  caller: Caller;
  /** The ids in the path, in order. */
  ids: string[];
  /** The body's fields; empty where it is no JSON object. */
  input: Record<string, unknown>;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `*` stands for an id. */
  path: string;
  guard: 'api' | 'chat-user' | 'either' | 'none' | (() => 'api' | 'chat-user' | 'either');
  handle(visit: Visit): Reply;
}

export interface RouterParts {
  routes: Route[];
  throttle: Throttle;
  callerOf(token: string): Caller;
}

export function createRouter({ routes, throttle, callerOf }: RouterParts): (call: Call) => Reply {
  const patterns = routes.map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll('*', '([^/]+)')}$`) }));

  return (call) => {
    if (!/application\/json|\*\/json/i.test(call.headers['accept'] ?? '')) return toLogin;
    const matching = patterns.filter(({ pattern }) => pattern.test(call.path));
    if (matching.length === 0) return noSuchRoute(call.path);
    const found = matching.find(({ route }) => route.method === call.method);
    if (!found)
      return wrongMethod(
        call.method,
        call.path,
        matching.map(({ route }) => route.method),
      );
    const { route, pattern } = found;

    const input = inputOf(call);
    // The real one takes tokens there, too; ours would then stand in somebody's log.
    const exposed = [...call.query.keys(), ...Object.keys(input)].some((name) => name === 'api_token' || name === 'chat_user_token');
    const token = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
    const caller = callerOf(token);
    const { refusal, headers } = throttle.take(`${route.method} ${route.path}`, token);
    if (refusal) return refusal;
    if (exposed || !admits(route.guard, caller)) return { ...unauthenticated, headers: { ...unauthenticated.headers, ...headers } };
    const reply = route.handle({ call, caller, ids: pattern.exec(call.path)!.slice(1).map(decodeURIComponent), input });
    return { ...reply, headers: { ...reply.headers, ...headers } };
  };
}

function admits(guard: Route['guard'], caller: Caller): boolean {
  const wanted = typeof guard === 'function' ? guard() : guard;
  return wanted === 'none' || caller.kind === wanted || (wanted === 'either' && caller.kind !== 'nobody');
}

function inputOf({ headers, body }: Call): Record<string, unknown> {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
