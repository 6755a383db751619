/** The services of the simulation, one server for each account. A further kind is one more entry in `kinds`. */
import type { Clock } from '../../main/clock.ts';
import { chatTokenEntries } from '../../main/providers/connectnow/chat-tokens.ts';
import { startConnectNow } from '../../main/rehearsal/connectnow/index.ts';
import { startEightByEight } from '../../main/rehearsal/eight-by-eight/index.ts';
import { windowSize } from '../../main/rehearsal/keyauth/channel-store.ts';
import { startKeyAuth } from '../../main/rehearsal/keyauth/index.ts';
import type { RehearsedService, SampleAccount } from '../../main/rehearsal/service.ts';
import { startSpika } from '../../main/rehearsal/spika/index.ts';

export interface SimulatedService {
  service: Service;
  account: SampleAccount;
  /** Their `remoteId`s in Parley. */
  conversations: string[];
  /** How many of its newest messages a conversation shows; null when all, 0 when none. */
  window: number | null;
  /** Nobody ever writes here, and nothing goes wrong: to see what mere watching costs. */
  quiet: boolean;
}

type Service = Pick<RehearsedService, 'answer' | 'faults' | 'post' | 'rateViolations' | 'setFault' | 'stop' | 'truth'>;

export interface SimulatedKind {
  accounts: number;
  /** Conversations of each account, besides those the service has of itself. */
  conversations: number;
  start(options: { clock: Clock; seed: number }, names: string[]): Promise<Omit<SimulatedService, 'quiet'>>;
}

const eightByEight: SimulatedKind = {
  accounts: 3,
  conversations: 2,
  async start(options, rooms) {
    const service = await startEightByEight(options);
    for (const room of rooms) service.post(room, 'Ana', 'The room is open.');
    return { service, account: withValues(service.accounts[0], { rooms: rooms.join('\n') }), conversations: rooms, window: null };
  },
};

const keyAuth: SimulatedKind = {
  accounts: 3,
  conversations: 3,
  async start(options, channels) {
    const service = await startKeyAuth(options);
    for (const channel of channels) service.post(channel, 'Ana', 'The channel is open.');
    return {
      service,
      account: withValues(service.accounts[0], { channels: channels.join('\n') }),
      conversations: channels,
      window: windowSize,
    };
  },
};

/** With a token for every chat, so that the account can write in all of them. */
const connectNow: SimulatedKind = {
  accounts: 3,
  conversations: 1,
  async start(options, names) {
    const service = await startConnectNow(options);
    for (const [index] of names.entries()) service.post(String(900 + index), 'Ana', 'The chat is open.');
    const [sample] = service.accounts;
    const chats = service.tables.chats.rows().map(({ id }) => String(id));
    const email = sample?.values['email'] ?? '';
    const tokens = chats.map((chat) => chatTokenEntries(chat, email, service.signIn(chat, 'Robin Vale')));
    for (const person of service.tables.people.rows()) if (person.surname === 'Vale') person.email = email;
    const account = withValues(sample, {});
    return { service, account: { ...account, tokens: Object.assign({}, ...tokens) }, conversations: chats, window: null };
  },
};

const spikaUser: SimulatedKind = {
  accounts: 2,
  conversations: 4,
  async start(options, names) {
    const service = await startSpika(options);
    for (const name of names) service.post(name, 'Ana', 'The room is open.');
    return { service, account: withValues(service.accounts[0], {}), conversations: service.rooms().map(({ id }) => id), window: null };
  },
};

const spikaMessaging: SimulatedKind = {
  accounts: 1,
  conversations: 0,
  async start(options) {
    const service = await startSpika(options);
    const account = withValues(service.accounts[1], {});
    const [room = ''] = (account.values['rooms'] ?? '').split(' ');
    return { service, account, conversations: [room], window: 0 };
  },
};

export const kinds: SimulatedKind[] = [eightByEight, keyAuth, connectNow, spikaUser, spikaMessaging];

function withValues(sample: SampleAccount | undefined, values: Record<string, string>): SampleAccount {
  if (!sample) throw new Error('the rehearsal offers no such account');
  return { ...sample, values: { ...sample.values, ...values } };
}

/** Where requests to it go. */
export const originOf = ({ account }: SimulatedService) => new URL(account.values['address'] ?? '').origin;

/** Starts every server. Names and seeds follow from `seed`, so that the same day begins the same way. */
export async function startServices(clock: Clock, seed: number): Promise<SimulatedService[]> {
  const started: SimulatedService[] = [];
  for (const { accounts, conversations, start } of kinds) {
    for (let index = 0; index < accounts; index += 1) {
      const number = started.length + 1;
      const names = Array.from({ length: conversations }, (_, place) => `team ${number} room ${place + 1}`);
      const simulated = await start({ clock, seed: seed * 100 + number }, names);
      const account = { ...simulated.account, name: `${simulated.account.kind} ${index + 1}` };
      started.push({ ...simulated, account, quiet: accounts > 1 && index === accounts - 1 });
    }
  }
  return started;
}
