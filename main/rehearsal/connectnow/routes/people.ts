/** The people of a chat: looked after by the account, joined with the chat's password, let back in with a mailed code. */
import { json, type Reply } from '../../reply.ts';
import { inChat, type RouteParts } from '../parts.ts';
import { done, invalid, noSuch, noSuchRoute, unauthenticated, unauthorized } from '../replies.ts';
import type { Route, Visit } from '../router.ts';
import { check } from '../rules.ts';
import type { Chat, ChatUser } from '../tables.ts';

const rules = [{ name: 'name' }, { name: 'surname', required: false }, { name: 'email', type: 'email' as const }];

export function peopleRoutes(parts: RouteParts): Route[] {
  const { tables, book, wire, post, behaviour, now, page, created, tokenFor } = parts;
  const { people } = tables;
  const present = (chat: Chat) => people.rows().filter((person) => person.chatId === chat.id && person.deletedAt === null);

  function withPerson({ ids: [chatId = '', id = ''], caller }: Visit, job: (person: ChatUser) => Reply): Reply {
    return inChat(parts, chatId, caller, (chat) => {
      const person = present(chat).find((candidate) => String(candidate.id) === id);
      if (!person) return noSuch('ChatUser', id);
      return caller.kind === 'chat-user' && caller.person.id !== person.id ? unauthorized : job(person);
    });
  }

  function join(chat: Chat, input: Visit['input']): Reply {
    const errors = check(input, [...rules, { name: 'password' }]);
    if (errors) return invalid(errors);
    if (input['password'] !== chat.password) return invalid({ password: ['The chat password is incorrect.'] });
    const email = input['email'] as string;
    const known = book.personByEmail(chat.id, email);
    const person = known ?? book.join(chat.id, personIn(input));
    person.deletedAt = null;
    if (!known && behaviour.firstJoin === 'token') return json(201, { token: tokenFor(person.id), chat_user: wire.person(person) });
    post.mailCode(chat.id, email);
    return json(202, { message: 'We have sent you an auth code.' });
  }

  /** The account adds somebody: no password is needed. */
  function add(chat: Chat, { input, caller }: Visit): Reply {
    if (caller.kind !== 'api') return unauthenticated;
    const errors = check(input, rules);
    if (errors) return invalid(errors);
    if (book.personByEmail(chat.id, input['email'] as string)) return invalid({ email: ['The email has already been taken.'] });
    return created(wire.person(book.join(chat.id, personIn(input))));
  }

  function exchange({ ids: [id = ''], input }: Visit): Reply {
    const chat = tables.chats.find(id);
    if (!chat) return noSuch('Chat', id);
    const errors = check(input, [
      { name: 'email', type: 'email' },
      { name: 'auth-code', type: 'integer' },
    ]);
    if (errors) return invalid(errors);
    const person = book.personByEmail(chat.id, input['email'] as string);
    if (!person || !post.redeem(chat.id, person.email, input['auth-code'] as number)) {
      return invalid({ 'auth-code': ['The auth code is invalid or has expired.'] });
    }
    return json(200, { chat_user_token: tokenFor(person.id), chat_user: wire.person(person) });
  }

  const exchangeAt = (path: string, place: typeof behaviour.unsurePaths): Route => ({
    method: 'POST',
    path,
    guard: 'none',
    handle: (visit) => (behaviour.unsurePaths === place ? exchange(visit) : noSuchRoute(visit.call.path)),
  });

  return [
    {
      method: 'GET',
      path: '/api/chats/*/users',
      guard: () => behaviour.readGuard,
      handle: ({ call, caller, ids: [id = ''] }) => inChat(parts, id, caller, (chat) => page(present(chat).map(wire.person), call)),
    },
    {
      method: 'POST',
      path: '/api/chats/*/users',
      guard: 'none',
      handle: (visit) =>
        inChat(parts, visit.ids[0] ?? '', visit.caller, (chat) => ('password' in visit.input ? join(chat, visit.input) : add(chat, visit))),
    },
    {
      method: 'GET',
      path: '/api/chats/*/users/*',
      guard: () => behaviour.readGuard,
      handle: ({ caller, ids: [chatId = '', id = ''] }) =>
        inChat(parts, chatId, caller, (chat) => {
          const person = present(chat).find((candidate) => String(candidate.id) === id);
          return person ? json(200, wire.person(person)) : noSuch('ChatUser', id);
        }),
    },
    {
      method: 'PUT',
      path: '/api/chats/*/users/*',
      guard: 'either',
      handle: (visit) =>
        withPerson(visit, (person) => {
          const errors = check(visit.input, rules);
          return errors ? invalid(errors) : json(200, wire.person(Object.assign(person, personIn(visit.input))));
        }),
    },
    {
      method: 'DELETE',
      path: '/api/chats/*/users/*',
      guard: 'either',
      handle: (visit) =>
        withPerson(visit, (person) => {
          person.deletedAt = now();
          return done;
        }),
    },
    exchangeAt('/chats/*/users/get-token', 'printed'),
    exchangeAt('/api/chats/*/users/get-token', 'api'),
  ];
}

function personIn(input: Visit['input']): Pick<ChatUser, 'name' | 'surname' | 'email'> {
  const text = (name: string) => (typeof input[name] === 'string' ? input[name].trim() : '');
  return { name: text('name'), surname: text('surname'), email: text('email') };
}
