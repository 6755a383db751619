/**
 * The rehearsal: servers inside Parley that speak the real services' APIs, so that everything can be tried without a key and without
 * risk. The tests talk to the same servers.
 */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../clock.ts';
import { createEightByEightApi, sandboxName, type Behaviour } from './eight-by-eight/api.ts';
import { personNamed } from './eight-by-eight/people.ts';
import { replies } from './eight-by-eight/replies.ts';
import { createRoomStore, type WireMessage } from './eight-by-eight/room-store.ts';
import { fillRooms, roomScripts } from './eight-by-eight/rooms/index.ts';
import { createFaults } from './faults.ts';
import { createFaultSwitch, type PlannedFault } from './fault-switch.ts';
import { startLife } from './life.ts';
import { createRandom } from './random.ts';
import { startLoopbackServer, type RequestRecord } from './server.ts';

export interface RehearsalOptions {
  now?: () => number;
  /** Calls back once after so many ms; the disposer prevents it. Latency and life run on it. */
  after?: (milliseconds: number, callback: () => void) => () => void;
  /** New messages keep arriving, and people answer. */
  lively?: boolean;
  /** The same seed gives the same people saying the same things; 1 when left out. The key is always a new one. */
  seed?: number;
}

export interface Rehearsal {
  /** To be added as accounts: field values by name, key included. */
  accounts: { kind: string; name: string; values: Record<string, string> }[];
  faults: { id: string; label: string; detail: string }[];
  activeFault(): string | null;
  /** null switches it off. Throws for an unknown id. */
  setFault(id: string | null): void;
  stop(): Promise<void>;

  /** For tests: lines up a fault for the next request, or the next that fits. */
  failNext(planned: PlannedFault): void;
  /** For tests: somebody (known by name, or new) writes in a room, which is made if need be. Answers the message's id. */
  post(room: string, author: string, text: string): string;
  /** For tests: what the service holds, oldest first; empty for an unknown room. */
  messages(room: string): WireMessage[];
  rooms(): string[];
  /** For tests: the latest requests, oldest first. */
  requests: readonly RequestRecord[];
  /** For tests: requests refused for coming too fast. */
  rateViolations(): number;
  /** For tests: how the service behaves where its documentation is silent. May be changed at any time. */
  behaviour: Behaviour;
  /** Calls back with every message that comes into being; the disposer ends it. */
  onMessage(listener: (room: string, message: WireMessage) => void): () => void;
}

/** Resolves once the servers listen on 127.0.0.1. */
export async function startRehearsal(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const { now = systemClock.now, after = systemClock.after, lively = false } = options;
  const seed = `rehearsal-${options.seed ?? 1}`;
  const key = `rehearsal_key_${randomBytes(18).toString('hex')}`;
  const listeners = new Set<(room: string, message: WireMessage) => void>();
  const rooms = createRoomStore(seed, now);
  fillRooms(rooms, createRandom(`${seed}/history`), now());

  function announce(room: string, message: WireMessage): void {
    for (const listener of listeners) listener(room, message);
  }

  function post(name: string, author: string, text: string): string {
    const message = rooms.add(rooms.ensure(name), personNamed(author), text);
    announce(name, message);
    return message.id;
  }

  const life = lively ? startLife({ rooms: roomScripts, random: createRandom(`${seed}/life`), after, post }) : null;
  const api = createEightByEightApi({
    rooms,
    key,
    now,
    onSent(room, message) {
      announce(room.name, message);
      life?.heard(room.name);
    },
  });
  const faults = createFaults(replies);
  const faultSwitch = createFaultSwitch(faults);
  const server = await startLoopbackServer({ act: api.act, faults: faultSwitch, now, after });

  return {
    accounts: [
      {
        kind: '8x8-chapi',
        name: 'Harbour & Finch (sample)',
        values: {
          key,
          rooms: [sandboxName, ...roomScripts.map((script) => script.name)].join('\n'),
          address: `http://127.0.0.1:${server.port}/chat`,
        },
      },
    ],
    faults: faults.map(({ id, label, detail }) => ({ id, label, detail })),
    activeFault: faultSwitch.active,
    setFault: faultSwitch.set,
    async stop() {
      life?.stop();
      await server.stop();
    },
    failNext: faultSwitch.failNext,
    post,
    messages: (room) => [...(rooms.find(room)?.messages ?? [])],
    rooms: rooms.names,
    requests: server.requests,
    rateViolations: api.rateViolations,
    behaviour: api.behaviour,
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
