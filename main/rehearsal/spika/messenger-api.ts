/** `/api/messenger`, as far as a desktop uses it: sign-in, rooms, messages, and what changed since. */
import type { Call, Reply } from '../reply.ts';
import type { Broadcast } from './broadcast.ts';
import type { Device, Devices } from './devices.ts';
import type { House, Room, StoredMessage } from './house.ts';
import type { Posting } from './posting.ts';
import { error, noRoute, success } from './replies.ts';
import { validSend } from './validate.ts';
import { messageOnWire, roomOnWire, type Generation } from './wire.ts';

export interface MessengerApiParts {
  house: House;
  devices: Devices;
  posting: Posting;
  broadcast: Broadcast;
  generation(): Generation;
}

type Handler = (context: { device: Device; ids: number[]; query: URLSearchParams; body: Record<string, unknown> }) => Reply;

const roomsPerPage = 10;
const messagesPerPage = 50;
const changesPerPage = 100;

export function createMessengerApi(parts: MessengerApiParts): (call: Call, body: Record<string, unknown>) => Reply {
  const { house, devices, posting, broadcast, generation } = parts;
  const isNewer = () => generation() === 'work/main';
  const roomNotFound = () => error(404, isNewer() ? 'Chat not found' : 'Room not found');
  const roomsOf = (userId: number) => [...house.rooms.values()].filter((room) => room.members.has(userId));
  const memberRoom = (id: number | undefined, device: Device) => roomsOf(device.userId).find((room) => room.id === id);

  /** From the time of joining on. */
  function visible(room: Room, userId: number): StoredMessage[] {
    const joined = room.members.get(userId) ?? Infinity;
    return room.messages.filter((message) => message.createdAt > joined);
  }

  const listRooms: Handler = ({ device, query }) => {
    const all = roomsOf(device.userId).sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
    const list = pageOf(
      all.filter((room) => !room.deleted),
      query,
      roomsPerPage,
    );
    return success({ list: list.map((room) => roomOnWire(room, house, generation())), count: all.length, limit: roomsPerPage });
  };

  const oneRoom: Handler = ({ device, ids }) => {
    const room = memberRoom(ids[0], device);
    return room ? success({ room: roomOnWire(room, house, generation()) }) : roomNotFound();
  };

  const page: Handler = ({ device, ids, query }) => {
    const room = memberRoom(ids[0], device);
    if (!room) return roomNotFound();
    const cursor = Number(query.get('cursor') ?? 0);
    const newestFirst = visible(room, device.userId).toReversed();
    const start = cursor === 0 ? 0 : newestFirst.findIndex((message) => message.id === cursor);
    const limit = cursor === 0 ? messagesPerPage : messagesPerPage + 1;
    const list = start < 0 ? [] : newestFirst.slice(start, start + limit);
    if (list.some((message) => message.withheld && message.type !== 'text'))
      return error(500, "Server error TypeError: Cannot read properties of undefined (reading 'fileId')");
    const nextCursor = list.length >= messagesPerPage ? (list.at(-1)?.id ?? null) : null;
    const items = list.map((message) => messageOnWire(message, device.userId, generation(), true));
    return success({ list: items, count: newestFirst.length, limit: messagesPerPage, nextCursor });
  };

  /** Ascending by the time of the change; only what this device has a copy of. */
  function changedSince(device: Device, since: number): StoredMessage[] {
    return roomsOf(device.userId)
      .flatMap((room) => visible(room, device.userId))
      .filter((message) => message.modifiedAt > since && !message.withheld)
      .sort((a, b) => a.modifiedAt - b.modifiedAt || a.id - b.id);
  }

  function changes(device: Device, found: StoredMessage[], query: URLSearchParams): Reply {
    const toWire = (message: StoredMessage) => messageOnWire(message, device.userId, generation());
    if (!isNewer()) return success({ messages: found.map(toWire) });
    const list = pageOf(found, query, changesPerPage);
    const hasNext = found.length > pageNumber(query) * changesPerPage;
    return success({ list: list.map(toWire), limit: changesPerPage, count: found.length, hasNext });
  }

  const sync: Handler = ({ device, ids, query }) => changes(device, changedSince(device, ids[0]!), query);
  const syncModified: Handler = ({ device, ids, query }) =>
    changes(
      device,
      changedSince(device, ids[0]!).filter((message) => message.modifiedAt > message.createdAt),
      query,
    );

  const send: Handler = ({ device, body }) => {
    const valid = validSend(body, generation());
    return typeof valid === 'string' ? error(400, valid) : posting.send(device.userId, valid, device);
  };

  const seen: Handler = ({ device, ids }) => {
    const room = memberRoom(ids[0], device);
    if (!room) return error(400, 'user is not in this room');
    posting.see(room.messages, device.userId);
    broadcast.tell([device.userId], { type: 'SEEN_ROOM', roomId: room.id }, device.deviceId);
    return success({ messageRecords: [] });
  };

  const routes: { route: RegExp; handler: Handler; newerOnly?: boolean }[] = [
    { route: /^GET \/rooms$/, handler: listRooms },
    { route: /^GET \/rooms\/(\d+)$/, handler: oneRoom },
    { route: /^GET \/messages\/roomId\/(\d+)$/, handler: page },
    { route: /^GET \/messages\/sync\/(\d+)$/, handler: sync },
    { route: /^GET \/messages\/sync\/modified\/(\d+)$/, handler: syncModified, newerOnly: true },
    { route: /^GET \/messages\/sync\/[^/]+$/, handler: () => error(400, 'lastUpdate must be number') },
    { route: /^POST \/messages$/, handler: send },
    { route: /^POST \/messages\/(\d+)\/seen$/, handler: seen },
    { route: /^PUT \/messages\/(\d+)$/, handler: ({ device, ids, body }) => posting.edit(device, ids[0]!, body['text']) },
    { route: /^DELETE \/messages\/(\d+)$/, handler: ({ device, ids, query }) => posting.remove(device, ids[0]!, query.get('target')) },
  ];

  return ({ method, path, query, headers }, body) => {
    const below = path.slice('/api/messenger'.length);
    const token = headers['accesstoken'];
    const signIn = method === 'POST' ? devices.act(below, body, token) : null;
    if (signIn) return signIn;
    for (const { route, handler, newerOnly } of routes) {
      const match = route.exec(`${method} ${below}`);
      if (!match || (newerOnly && !isNewer())) continue;
      const device = devices.of(token);
      return 'status' in device ? device : handler({ device, ids: match.slice(1).map(Number), query, body });
    }
    return noRoute(method, path);
  };
}

const pageNumber = (query: URLSearchParams) => Number(query.get('page') ?? 1);

function pageOf<Item>(items: Item[], query: URLSearchParams, size: number): Item[] {
  const start = (pageNumber(query) - 1) * size;
  return items.slice(start, start + size);
}
