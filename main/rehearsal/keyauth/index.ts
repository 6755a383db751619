/** KeyAuth in the rehearsal: the chat channels of an invented game, behind KeyAuth's API 1.2. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import { createFaults } from '../faults.ts';
import { startLife } from '../life.ts';
import { createRandom } from '../random.ts';
import { playService, type RehearsalOptions, type RehearsedService } from '../service.ts';
import { createKeyAuthApi, path, type Behaviour } from './api.ts';
import { createChannelStore, type Row } from './channel-store.ts';
import { channelScripts } from './channels/index.ts';
import { playTalks } from './channels/script.ts';
import { keeper } from './people.ts';
import { replies } from './replies.ts';
import { createSessions } from './sessions.ts';
import { defaultTexts, type Texts } from './texts.ts';
import { createUsers, type Users } from './users.ts';

export interface KeyAuthService extends RehearsedService {
  /** Every line there ever was, oldest first, but for those a moderator removed one by one; also what no longer is in the window. */
  truth(channel: string): { author: string; text: string }[];
  /** What the service would answer now: the newest 50 lines, oldest first. */
  window(channel: string): Row[];
  post(channel: string, author: string, text: string): void;
  /** A moderator removes the line at this index of the window. */
  remove(channel: string, index: number): void;
  /** A moderator empties the channel. */
  clear(channel: string): void;
  /** A user gets another name, on the lines that are still there. */
  rename(from: string, to: string): void;
  /** Seconds a user has to wait between two lines. */
  setCooldown(channel: string, seconds: number): void;
  /** The session ends before its time. */
  endSession(): void;
  /** Another program on this network opens the application: whoever was signed in no longer is. */
  displace(): void;
  users: Users;
  /** What the maker has KeyAuth say. May be changed at any time. */
  texts: Texts;
  /** May be changed at any time. */
  behaviour: Behaviour;
}

const application = { name: 'Keepers of the Light', ownerId: 'kL7hT4rBq2' };

/** Resolves once the server listens on 127.0.0.1. */
export async function startKeyAuth(options: RehearsalOptions = {}): Promise<KeyAuthService> {
  const { clock = systemClock, lively = false } = options;
  const seed = `keyauth-${options.seed ?? 1}`;
  const password = `rehearsal_${randomBytes(12).toString('hex')}`;
  const license = newLicense();
  const texts = { ...defaultTexts };
  const behaviour: Behaviour = {
    timestamps: 'string',
    order: 'oldest-first',
    storesLate: false,
    rateLimit: 'status-field',
    disabled: false,
  };
  const channels = createChannelStore(clock.now);
  const users = createUsers(texts);
  users.add(keeper, password);
  users.add(license, license);
  const sessions = createSessions(clock.now, () => behaviour.storesLate);
  const random = createRandom(`${seed}/history`);
  for (const script of channelScripts) playTalks(script, channels, random, clock.now());

  const post = (channel: string, author: string, text: string) => channels.add(channels.ensure(channel), author, text);
  const life = lively ? startLife({ rooms: channelScripts, random: createRandom(`${seed}/life`), after: clock.after, post }) : null;
  const api = createKeyAuthApi({
    application,
    behaviour,
    channels,
    sessions,
    texts,
    users,
    now: clock.now,
    onSent: (channel) => life?.heard(channel.name),
  });
  const play = await playService(api.act, createFaults(replies), clock);

  const common = {
    address: `${play.origin}${path}`,
    application: application.name,
    ownerId: application.ownerId,
    channels: channelScripts.map((script) => script.name).join('\n'),
  };
  return {
    ...play,
    accounts: [
      { kind: 'keyauth-chat', name: 'Keepers of the Light (sample)', values: { ...common, username: keeper, password } },
      { kind: 'keyauth-chat', name: 'Keepers, by license (sample)', values: { ...common, channels: 'harbour', license } },
    ],
    async stop() {
      life?.stop();
      await play.stop();
    },
    rateViolations: api.rateViolations,
    truth: (channel) => (channels.find(channel)?.history ?? []).map(({ author, text }) => ({ author, text })),
    window: (channel) => [...(channels.find(channel)?.rows ?? [])],
    post,
    remove: (channel, index) => channels.remove(channels.ensure(channel), index),
    clear(channel) {
      channels.ensure(channel).rows = [];
    },
    rename: channels.rename,
    setCooldown(channel, seconds) {
      channels.ensure(channel).cooldown = seconds;
    },
    endSession: sessions.end,
    displace: () => void sessions.open(),
    users,
    texts,
    behaviour,
  };
}

/** Six groups of six, as KeyAuth makes them unless told otherwise. */
function newLicense(): string {
  return randomBytes(18).toString('hex').toUpperCase().match(/.{6}/g)!.join('-');
}
