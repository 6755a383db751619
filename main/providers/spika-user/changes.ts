/**
 * What changed since last time, in all rooms at once. Both generations of the server are asked alike and told apart by their answers:
 * `master` gives everything as `{messages}`, `work/main` pages of `{list, hasNext}` and changes of older messages separately.
 */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { RemoteChanges } from '../contract.ts';
import { readAs } from '../spika/read.ts';
import { MissingRoute } from '../spika/classify.ts';
import { messageSchema, type WireMessage } from '../spika/schemas.ts';
import type { UserClient } from './client.ts';
import type { Messages } from './messages.ts';

const masterSchema = z.looseObject({ messages: z.array(messageSchema) });
const pagedSchema = z.looseObject({ list: z.array(messageSchema), hasNext: z.boolean().nullish() });

const minute = 60_000;
const hour = 60 * minute;
/** Messages become visible a little out of the order of their times; what is told twice is recognised by its id. */
const overlap = 5000;
/** A long absence comes in one piece from `master`. */
const maximumBytes = 20_000_000;

interface Stretch {
  messages: WireMessage[];
  /** The newest change among them, ms UTC by the server's clock; the start where there is none. */
  until: number;
  more: boolean;
  paged: boolean;
  serverTime: number | null;
}

/**
 * `since` and `next` have the form `SERVER@LOCAL`, both in ms UTC: the newest change seen, by the server's clock, and when it was asked
 * for, by ours.
 */
export async function readChanges(
  client: UserClient,
  messages: Messages,
  clock: Clock,
  since: string | null,
  signal: AbortSignal,
): Promise<RemoteChanges> {
  const now = clock.now();
  const [, server, local] = /^(\d{1,15})@(\d{1,15})$/.exec(since ?? '') ?? [];
  if (server === undefined) {
    const { serverTime } = await client.get('/rooms?page=1', signal);
    return { conversations: [], next: `${serverTime ?? now - hour}@${now}`, more: false };
  }

  let start = Number(server);
  let first = await readStretch(client, '/messages/sync', start, signal);
  if (first.serverTime !== null && start > first.serverTime + minute) {
    // The server's clock was set back, and would hide everything until it is here again. By ours, this is when it was last asked.
    start = Math.min(Number(local) - hour, first.serverTime);
    first = await readStretch(client, '/messages/sync', start, signal);
  }
  const stretches = first.paged ? [first, await readModified(client, start, signal)] : [first];
  const unfinished = stretches.filter((part) => part.more);
  const until =
    unfinished.length > 0 ? Math.min(...unfinished.map((part) => part.until)) : Math.max(...stretches.map((part) => part.until));

  const byRoom = Map.groupBy(
    stretches.flatMap((part) => part.messages),
    (message) => message.roomId,
  );
  const conversations: RemoteChanges['conversations'] = [];
  for (const [roomId, wire] of byRoom) conversations.push({ remoteId: String(roomId), messages: await messages.named(wire, signal) });
  return { conversations, next: `${until}@${now}`, more: unfinished.length > 0 };
}

/** As many pages as it takes to come further than the start: they are in the order of their changes. */
async function readStretch(client: UserClient, path: string, start: number, signal: AbortSignal): Promise<Stretch> {
  const found: WireMessage[] = [];
  for (let page = 1; ; page += 1) {
    const query = page === 1 ? '' : `?page=${page}`;
    const { data, serverTime } = await client.get(`${path}/${Math.max(0, start - overlap)}${query}`, signal, maximumBytes);
    const paged = typeof data === 'object' && data !== null && 'list' in data;
    const { list, hasNext } = paged
      ? readAs(pagedSchema, data, 'a list of changes')
      : { list: readAs(masterSchema, data, 'a list of changes').messages, hasNext: false };
    found.push(...list);
    const until = Math.max(start, ...found.map((message) => message.modifiedAt ?? 0));
    if (!hasNext || list.length === 0 || until > start)
      return { messages: found, until, more: hasNext === true && until > start, paged, serverTime };
  }
}

/** Changes of older messages, which some servers of the newer generation leave out of the other list. */
async function readModified(client: UserClient, start: number, signal: AbortSignal): Promise<Stretch> {
  try {
    return await readStretch(client, '/messages/sync/modified', start, signal);
  } catch (error) {
    if (!(error instanceof MissingRoute)) throw error;
    return { messages: [], until: start, more: false, paged: true, serverTime: null };
  }
}
