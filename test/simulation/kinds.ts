/** The kinds of service that the simulation has accounts of. A further kind is one more entry in `kinds`. */
import type { Clock } from '../../main/clock.ts';
import { chatTokenEntries } from '../../main/providers/connectnow/chat-tokens.ts';
import { startConnectNow } from '../../main/rehearsal/connectnow/index.ts';
import { startEightByEight } from '../../main/rehearsal/eight-by-eight/index.ts';
import { windowSize } from '../../main/rehearsal/keyauth/channel-store.ts';
import { startKeyAuth } from '../../main/rehearsal/keyauth/index.ts';
import type { SampleAccount } from '../../main/rehearsal/service.ts';
import { startSpika } from '../../main/rehearsal/spika/index.ts';
import type { Shown, SimulatedService } from './services.ts';
import { newestPage, quotedBy, textOf } from './spika-truth.ts';

export interface SimulatedKind {
  accounts: number;
  /** Conversations of each account, besides those the service has of itself. */
  conversations: number;
  start(options: { clock: Clock; seed: number }, names: string[]): Promise<Omit<SimulatedService, 'quiet'>>;
}

const everything = (): Shown => ({ newest: Infinity, last: true });

const eightByEight: SimulatedKind = {
  accounts: 3,
  conversations: 2,
  async start(options, rooms) {
    const service = await startEightByEight(options);
    for (const room of rooms) service.post(room, 'Ana', 'The room is open.');
    const account = withValues(service.accounts[0], { rooms: rooms.join('\n') });
    return { service, account, conversations: rooms, window: null, shows: everything, others: {}, signOuts: [] };
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
      // A line is known to be gone only where another stands on either side of it.
      shows: (channel) => ({ newest: service.window(channel).length, last: false }),
      others: {
        // A moderator does that, and reaches no further than the window.
        remove({ conversation, text }) {
          const index = service.window(conversation).findIndex((row) => row.text === text);
          if (index >= 0) service.remove(conversation, index);
          return index >= 0;
        },
      },
      signOuts: [service.endSession, service.displace],
    };
  },
};

/** Parley reads so many of the newest every time (`leastTail` of its time line): what is older may have changed unseen. */
const connectNowTail = 100;

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
    return {
      service,
      account: { ...account, tokens: Object.assign({}, ...tokens) },
      conversations: chats,
      window: null,
      shows: () => ({ newest: connectNowTail, last: true }),
      others: {
        edit: ({ id }, text) => service.edit(id, text),
        remove({ id }) {
          service.remove(id);
          return true;
        },
      },
      said: (id) => service.tables.messages.find(id)?.text ?? null,
      signOuts: [() => service.revoke('chat-user')],
      typed: (chat) => ({
        ...{ name: 'Robin', surname: 'Vale', email, code: String(service.lastCode(email) ?? '') },
        password: service.tables.chats.find(chat)?.password ?? '',
      }),
    };
  },
};

const spikaUser: SimulatedKind = {
  accounts: 2,
  conversations: 4,
  async start(options, names) {
    const service = await startSpika(options);
    for (const name of names) service.post(name, 'Ana', 'The room is open.');
    return {
      service,
      account: withValues(service.accounts[0], {}),
      conversations: service.rooms().map(({ id }) => id),
      window: null,
      shows: everything,
      others: {
        edit: ({ author, id }, text) => service.editAs(author, id, text),
        remove({ author, id }) {
          service.removeAs(author, id);
          return true;
        },
        react: ({ id }, person, emoji) => service.reactAs(person, id, emoji),
        unreact: ({ id }, person) => service.unreactAs(person, id),
      },
      said: (id) => textOf(service, id),
      reactions: (room) => newestPage(service, room),
      quoted: (room, text) => quotedBy(service, room, text),
      signOuts: [service.revokeTokens, service.expireTokens],
      typed: () => ({ code: service.code() }),
    };
  },
};

const spikaMessaging: SimulatedKind = {
  accounts: 1,
  conversations: 0,
  async start(options) {
    const service = await startSpika(options);
    const account = withValues(service.accounts[1], {});
    const [room = ''] = (account.values['rooms'] ?? '').split(' ');
    return {
      service,
      account,
      conversations: [room],
      window: 0,
      shows: everything,
      others: {},
      quoted: (conversation, text) => quotedBy(service, conversation, text),
      signOuts: [],
    };
  },
};

export const kinds: SimulatedKind[] = [eightByEight, keyAuth, connectNow, spikaUser, spikaMessaging];

function withValues(sample: SampleAccount | undefined, values: Record<string, string>): SampleAccount {
  if (!sample) throw new Error('the rehearsal offers no such account');
  return { ...sample, values: { ...sample.values, ...values } };
}
