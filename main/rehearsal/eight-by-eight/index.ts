/** 8x8 in the rehearsal: rooms that look alive, behind the API of 8x8 Work chat. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import { createFaults } from '../faults.ts';
import { startLife } from '../life.ts';
import { createRandom } from '../random.ts';
import { playService, type RehearsalOptions, type RehearsedService } from '../service.ts';
import { createEightByEightApi, sandboxName, type Behaviour } from './api.ts';
import { personNamed } from './people.ts';
import { replies } from './replies.ts';
import { createRoomStore, type WireMessage } from './room-store.ts';
import { fillRooms, roomScripts } from './rooms/index.ts';

export interface EightByEightService extends RehearsedService {
  /** Answers the message's id. */
  post(room: string, author: string, text: string): string;
  /** What the service holds, oldest first; empty for an unknown room. */
  messages(room: string): WireMessage[];
  rooms(): string[];
  /** How the service behaves where its documentation is silent. May be changed at any time. */
  behaviour: Behaviour;
  /** Calls back with every message that comes into being; the disposer ends it. */
  onMessage(listener: (room: string, message: WireMessage) => void): () => void;
}

/** Resolves once the server listens on 127.0.0.1. */
export async function startEightByEight(options: RehearsalOptions = {}): Promise<EightByEightService> {
  const { clock = systemClock, lively = false } = options;
  const seed = `rehearsal-${options.seed ?? 1}`;
  const key = `rehearsal_key_${randomBytes(18).toString('hex')}`;
  const listeners = new Set<(room: string, message: WireMessage) => void>();
  const rooms = createRoomStore(seed, clock.now);
  fillRooms(rooms, createRandom(`${seed}/history`), clock.now());

  function announce(room: string, message: WireMessage): void {
    for (const listener of listeners) listener(room, message);
  }

  function post(name: string, author: string, text: string): string {
    const message = rooms.add(rooms.ensure(name), personNamed(author), text);
    announce(name, message);
    return message.id;
  }

  const messages = (room: string) => [...(rooms.find(room)?.messages ?? [])];
  const life = lively ? startLife({ rooms: roomScripts, random: createRandom(`${seed}/life`), after: clock.after, post }) : null;
  const api = createEightByEightApi({
    rooms,
    key,
    now: clock.now,
    onSent(room, message) {
      announce(room.name, message);
      life?.heard(room.name);
    },
  });
  const play = await playService(api.act, createFaults(replies), clock);

  return {
    ...play,
    accounts: [
      {
        kind: '8x8-chapi',
        name: 'Harbour & Finch (sample)',
        values: {
          key,
          rooms: [sandboxName, ...roomScripts.map((script) => script.name)].join('\n'),
          address: `${play.origin}/chat`,
        },
      },
    ],
    async stop() {
      life?.stop();
      await play.stop();
    },
    post,
    messages,
    truth: (room) => messages(room).map(({ authorUser, parsed }) => ({ author: authorUser.name, text: parsed })),
    rooms: rooms.names,
    rateViolations: api.rateViolations,
    behaviour: api.behaviour,
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
