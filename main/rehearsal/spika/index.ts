/** Spika in the rehearsal: one server with both of its APIs, a messaging key, and a user who is signed in. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import { createFaults } from '../faults.ts';
import { startLife } from '../life.ts';
import { createRandom } from '../random.ts';
import { playService, type RehearsalOptions, type RehearsedService } from '../service.ts';
import { createSpikaApi } from './api.ts';
import { createBroadcast } from './broadcast.ts';
import { createDevices, fixedCode } from './devices.ts';
import { createHouse, type Room, type StoredMessage } from './house.ts';
import { createMessagingApi } from './messaging-api.ts';
import { createMessengerApi } from './messenger-api.ts';
import { createPosting } from './posting.ts';
import { replies } from './replies.ts';
import { nightWatch, openEvening, opsAlerts } from './rooms/groups.ts';
import { mast, telephone, user as userName } from './rooms/people.ts';
import { withInes, withMisaki, withOlek } from './rooms/private.ts';
import { playRoom } from './rooms/script.ts';
import { createSecondThoughts, type SecondThoughts } from './second-thoughts.ts';
import { createHelpers, type SpikaHelpers } from './helpers.ts';
import type { Generation } from './wire.ts';

export interface SpikaService extends Omit<RehearsedService, keyof SpikaHelpers>, SpikaHelpers {
  /** Which branch of Spika's source it behaves as. May be changed at any time. */
  generation: Generation;
  /** The code that would come by text message. */
  code(): string;
  /** Resets every open event stream. */
  breakStreams(): void;
  /** How many event streams are open. */
  openStreams(): number;
}

const scripts = [nightWatch, opsAlerts, openEvening, withInes, withMisaki, withOlek];

/** Resolves once the server listens on 127.0.0.1. */
export async function startSpika(options: RehearsalOptions & { generation?: Generation } = {}): Promise<SpikaService> {
  const { clock = systemClock, lively = false, generation: first = 'master' } = options;
  const seed = `spika-${options.seed ?? 1}`;
  const key = randomBytes(12).toString('base64url');
  const state = { generation: first };
  const generation = () => state.generation;

  const house = createHouse(clock);
  const user = house.person(userName, { telephoneNumber: telephone });
  const random = createRandom(`${seed}/history`);
  const played = scripts.map((script) => ({ script, room: playRoom(script, house, user.id, random, clock.now()) }));
  const bot = house.person(mast, { telephoneNumber: null, isBot: true });
  const alerts = played.find(({ script }) => script === opsAlerts)!.room;
  alerts.members.set(bot.id, 0);

  const broadcast = createBroadcast(clock, generation);
  const devices = createDevices(house, clock, generation);
  const device = devices.signedIn(`parley-${randomBytes(6).toString('hex')}`, user.id);
  const listeners = new Set<(room: Room, message: StoredMessage) => void>();
  let secondThoughts: SecondThoughts | null = null;
  const posting = createPosting({
    house,
    broadcast,
    generation,
    onWritten(message, room) {
      for (const listener of listeners) listener(room, message);
    },
    onSent: (_, room) => life?.heard(String(room.id)),
  });
  const api = createSpikaApi({
    messaging: createMessagingApi({ key, bot, posting, generation }),
    messenger: createMessengerApi({ house, devices, posting, broadcast, generation }),
    devices,
    broadcast,
    generation,
  });
  const helpers = createHelpers({ house, posting, broadcast, devices, userId: user.id, listeners });
  if (lively) secondThoughts = createSecondThoughts({ house, posting, clock, random: createRandom(`${seed}/thoughts`), userId: user.id });
  const life = lively
    ? startLife({
        rooms: played.map(({ script, room }) => ({ name: String(room.id), chatter: script.chatter, answers: script.answers })),
        random: createRandom(`${seed}/life`),
        after: clock.after,
        post(room, author, text) {
          const message = house.message(Number(helpers.post(room, author, text)))!;
          secondThoughts?.about(message, house.rooms.get(message.roomId)!);
        },
      })
    : null;
  const play = await playService(api, createFaults(replies), clock);
  const address = play.origin;

  return Object.assign(state, play, helpers, {
    accounts: [
      {
        kind: 'spika-user',
        name: 'Fenwick Observatory (sample)',
        values: { address, telephone },
        tokens: { access: device.token!, user: String(user.id), device: device.deviceId, born: String(clock.now()) },
      },
      {
        kind: 'spika-messaging',
        name: 'Fenwick alerts (sample)',
        values: { address, key, rooms: `${alerts.id} ${opsAlerts.name}` },
      },
    ],
    code: () => fixedCode(generation()),
    openStreams: broadcast.open,
    rateViolations: () => 0,
    async stop() {
      life?.stop();
      secondThoughts?.stop();
      broadcast.stop();
      await play.stop();
    },
  });
}
