/** ConnectNow Chat in the rehearsal: two small companies, their chats, and the people in them. All invented. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import { chatTokenEntries } from '../../providers/connectnow/chat-tokens.ts';
import { createFaults } from '../faults.ts';
import { startLife } from '../life.ts';
import { createRandom } from '../random.ts';
import { json } from '../reply.ts';
import { playService, type RehearsalOptions, type RehearsedService } from '../service.ts';
import { usualBehaviour, type Behaviour } from './behaviour.ts';
import { createChatBook, fullNameOf } from './chat-book.ts';
import { chatScripts, postBoxName, postman } from './chats/index.ts';
import { playScript } from './chats/script.ts';
import { paginate } from './paginate.ts';
import type { RouteParts } from './parts.ts';
import { createPost } from './post.ts';
import { replies } from './replies.ts';
import { createRouter } from './router.ts';
import { callerRoutes } from './routes/callers.ts';
import { chatRoutes } from './routes/chats.ts';
import { companyRoutes } from './routes/companies.ts';
import { messageRoutes } from './routes/messages.ts';
import { peopleRoutes } from './routes/people.ts';
import { createTables, type Tables } from './tables.ts';
import { createThrottle } from './throttle.ts';
import { createWire } from './wire.ts';

export interface ConnectNowService extends RehearsedService {
  /** Answers the message's id. */
  post(chat: string, author: string, text: string): string;
  /** Its author changes a message, or deletes it. */
  edit(messageId: string, text: string): void;
  remove(messageId: string): void;
  behaviour: Behaviour;
  /** What the service holds; may be changed at any time. */
  tables: Tables;
  /** The code last mailed to this address; null when none was. */
  lastCode(email: string): number | null;
  /** A token for this person, who joins the chat if need be: as after a sign-in. */
  signIn(chat: string, fullName: string): string;
  /** From now on the service knows none of the tokens it gave out, of the kinds named. */
  revoke(...kinds: ('api' | 'chat-user')[]): void;
}

/** Who the sample account belongs to. */
const owner = { id: 1, name: 'Robin', surname: 'Vale', email: 'robin@tidewater.example', avatar_url: null };
/** The chat in which the sample account can write at once. */
const signedInTo = 1;

/** Resolves once the server listens on 127.0.0.1. */
export async function startConnectNow(options: RehearsalOptions = {}): Promise<ConnectNowService> {
  const { clock = systemClock, lively = false } = options;
  const seed = `connectnow-${options.seed ?? 1}`;
  const behaviour = { ...usualBehaviour };
  const tables = createTables();
  const random = createRandom(`${seed}/service`);
  const book = createChatBook(tables, clock.now, () => `sample-${random.between(100_000, 999_999)}`);
  let apiToken: string | null = `7|${randomBytes(30).toString('base64url')}`;
  const chatTokens = new Map<string, number>();

  const scripts = chatScripts(createRandom(`${seed}/parts`)).map((script) => {
    const parts = { tables, book, random: createRandom(`${seed}/history/${script.name}`), now: clock.now() };
    return { ...script, id: playScript(script, parts) };
  });
  for (const { id } of scripts) {
    const me = book.personByEmail(id, owner.email) ?? book.ensurePerson(id, `${owner.name} ${owner.surname}`);
    me.email = owner.email;
  }

  function tokenFor(personId: number): string {
    const token = `${personId}|${randomBytes(30).toString('base64url')}`;
    chatTokens.set(token, personId);
    return token;
  }

  const write = (chat: string, author: string, text: string) => {
    const { id } = book.ensureChat(Number(chat));
    return String(book.write(id, book.ensurePerson(id, author), text).id);
  };
  const postBox = scripts.find((script) => script.name === postBoxName)!;
  const post = createPost({
    makeCode: () => random.between(100_000, 999_999),
    onMailed(chatId, email, code) {
      const chat = tables.chats.find(chatId)?.name ?? `Chat #${chatId}`;
      write(String(postBox.id), postman, `To ${email}: your code for “${chat}” is ${code}.`);
    },
  });
  const life = lively
    ? startLife({
        rooms: scripts.map(({ id, chatter, answers }) => ({ name: String(id), chatter, answers })),
        random: createRandom(`${seed}/life`),
        after: clock.after,
        post: write,
      })
    : null;

  const throttle = createThrottle(behaviour, clock.now);
  const parts: RouteParts = {
    tables,
    book,
    wire: createWire(tables, behaviour),
    post,
    behaviour,
    now: clock.now,
    page: (items, call) => paginate(items, call, behaviour, `http://${call.headers['host']}`),
    created: (thing) => (behaviour.accepted ? json(202, { message: 'Accepted.' }) : json(201, thing)),
    tokenFor,
    onSent: (message) => life?.heard(String(message.chatId)),
  };
  const act = createRouter({
    routes: [...callerRoutes(parts, owner), ...companyRoutes(parts), ...chatRoutes(parts), ...peopleRoutes(parts), ...messageRoutes(parts)],
    throttle,
    callerOf(token) {
      if (token !== '' && token === apiToken) return { kind: 'api' };
      const person = tables.people.find(chatTokens.get(token) ?? 0);
      return person && person.deletedAt === null ? { kind: 'chat-user', person } : { kind: 'nobody' };
    },
  });
  const play = await playService(act, createFaults(replies), clock);
  const signIn = (chat: string, fullName: string) => tokenFor(book.ensurePerson(book.ensureChat(Number(chat)).id, fullName).id);

  return {
    ...play,
    accounts: [
      {
        kind: 'connectnow-chat',
        name: 'Tidewater Cycles (sample)',
        values: { token: apiToken, email: owner.email, chats: '', address: play.origin },
        tokens: chatTokenEntries(String(signedInTo), owner.email, signIn(String(signedInTo), `${owner.name} ${owner.surname}`)),
      },
    ],
    async stop() {
      life?.stop();
      await play.stop();
    },
    post: write,
    truth: (chat) =>
      book.messages(Number(chat)).map(({ chatUserId, text }) => {
        const person = tables.people.find(chatUserId);
        return { author: person && person.deletedAt === null ? fullNameOf(person) : 'Former participant', text };
      }),
    edit(messageId, text) {
      const message = tables.messages.find(messageId);
      if (message) book.rewrite(message, text);
    },
    remove: (messageId) => tables.messages.remove(Number(messageId)),
    rateViolations: throttle.violations,
    behaviour,
    tables,
    lastCode: post.lastCode,
    signIn,
    revoke(...kinds) {
      if (kinds.includes('api')) apiToken = null;
      if (kinds.includes('chat-user')) chatTokens.clear();
    },
  };
}
