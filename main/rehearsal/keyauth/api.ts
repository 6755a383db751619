/** KeyAuth's API 1.2 as far as a chat needs it, refusing what the service refuses, in its order. */
import { empty, json, type Call, type Reply } from '../reply.ts';
import type { Channel, ChannelStore } from './channel-store.ts';
import { createRate } from './rate.ts';
import { crash, invalidApplication, no, noSuchSession, rateLimited, tooMany, yes } from './replies.ts';
import type { LiveSession, Sessions } from './sessions.ts';
import type { Texts } from './texts.ts';
import type { User, Users } from './users.ts';

/** Where the service, its versions or its documentation differ. */
export interface Behaviour {
  timestamps: 'number' | 'string';
  order: 'oldest-first' | 'newest-first';
  /** A new session is stored after `init` was answered, so that the next call may come too early. */
  storesLate: boolean;
  /** How too many calls are refused: as the source of 1.2, as the documentation, or with the status for it. */
  rateLimit: 'text' | 'status-field' | 'http';
  /** The maker has switched the application off. */
  disabled: boolean;
}

export interface KeyAuthApi {
  act(call: Call): Reply;
  /** Requests refused for coming too fast. */
  rateViolations(): number;
}

export interface KeyAuthApiParts {
  application: { name: string; ownerId: string };
  behaviour: Behaviour;
  channels: ChannelStore;
  sessions: Sessions;
  texts: Texts;
  users: Users;
  now(): number;
  /** A message was sent through the API. */
  onSent(channel: Channel): void;
}

export const path = '/api/1.2/';
const mostBytes = 2000;

export function createKeyAuthApi(parts: KeyAuthApiParts): KeyAuthApi {
  const { application, behaviour, channels, sessions, texts, users, now, onSent } = parts;
  const withinRate = createRate();
  let violations = 0;

  function refuseForRate(): Reply {
    violations += 1;
    if (behaviour.rateLimit === 'text') return tooMany;
    return behaviour.rateLimit === 'http' ? json(429, {}) : rateLimited(200);
  }

  function init(form: URLSearchParams): Reply {
    if (behaviour.disabled) return no(texts.disabled);
    if (form.has('ver')) return no('invalidver');
    const { id, isNew } = sessions.open();
    const notNow = 'N/A Temporarily Disabled';
    const appinfo = { numUsers: notNow, numOnlineUsers: notNow, numKeys: notNow, version: '1.0', customerPanelLink: '' };
    return yes('Initialized', { sessionid: id, appinfo, newSession: isNew });
  }

  function admit(session: LiveSession, admitted: User | Reply): Reply {
    if ('status' in admitted) return admitted;
    session.user = admitted;
    const info = {
      username: admitted.name,
      subscriptions: [],
      ip: '127.0.0.1',
      hwid: null,
      createdate: '1690000000',
      lastlogin: '1690000000',
    };
    return yes(texts.loggedIn, { info });
  }

  function read(form: URLSearchParams): Reply {
    const rows = channels.find(form.get('channel') ?? '')?.rows ?? [];
    const messages = rows.map(({ author, text, second }) => ({
      author,
      message: text,
      timestamp: behaviour.timestamps === 'string' ? String(second) : second,
    }));
    return yes('Successfully retrieved chat messages', {
      messages: behaviour.order === 'newest-first' ? messages.reverse() : messages,
    });
  }

  function send(form: URLSearchParams, user: User): Reply {
    const channel = channels.find(form.get('channel') ?? '');
    if (!channel) return no('Chat channel not found');
    const latest = channel.rows.findLast((row) => row.author === user.name);
    if (latest && now() / 1000 - latest.second < channel.cooldown) return no(texts.tooFast);
    if (user.mutedUntil !== null) return no(`You're muted from chat until ${user.mutedUntil}`);
    const text = stripTags(form.get('message') ?? '').trim();
    if (text === '') return no("Message can't be blank");
    if (Buffer.byteLength(text) > mostBytes) return no('Message too long!');
    // The table is in MySQL's three-byte "utf8".
    if (/[\u{10000}-\u{10ffff}]/u.test(text)) return crash("Incorrect string value: '\\xF0\\x9F' for column 'message' at row 1");
    channels.add(channel, user.name, text);
    onSent(channel);
    return yes('Successfully sent chat message');
  }

  /** Calls that need a session, and those that also need somebody signed in. */
  function inSession(type: string, form: URLSearchParams): Reply {
    const session = sessions.find(form.get('sessionid') ?? '');
    if (!session) return noSuchSession;
    const code = form.get('code');
    if (type === 'login') return admit(session, users.byPassword(form.get('username') ?? '', form.get('pass') ?? '', code));
    if (type === 'license') return admit(session, users.byLicense(form.get('key') ?? '', code));
    if (type === 'logout') {
      sessions.end();
      return yes('Successfully logged out.');
    }
    if (!session.user) return no(texts.unauthorised);
    if (type === 'check') return yes('Session is validated.');
    return type === 'chatget' ? read(form) : send(form, session.user);
  }

  return {
    rateViolations: () => violations,
    act(call) {
      if (call.path !== path) return empty(404);
      // As PHP: what was posted counts before what stands in the address.
      const form = new URLSearchParams([...new URLSearchParams(call.body), ...call.query]);
      const ownerId = form.get('ownerid') ?? '';
      if (ownerId === '') return no('No OwnerID specified. Select app & copy code snippet from https://keyauth.cc/app/');
      if (!form.get('name')) return no('No app name specified. Select app & copy code snippet from https://keyauth.cc/app/');
      if (ownerId.length !== 10)
        return no('OwnerID should be 10 characters long. Select app & copy code snippet from https://keyauth.cc/app/');
      if (!withinRate(now())) return refuseForRate();
      if (ownerId !== application.ownerId || form.get('name') !== application.name) return invalidApplication;
      const type = form.get('type') ?? '';
      if (type === 'init') return init(form);
      const known = ['login', 'license', 'check', 'logout', 'chatget', 'chatsend'];
      return known.includes(type) ? inSession(type, form) : no('The value inputted for type paramater was not found');
    },
  };
}

/** As PHP's: a “<” before a blank is no tag, and one without an end swallows the rest. */
function stripTags(text: string): string {
  const characters = Array.from(text);
  let kept = '';
  let inTag = false;
  for (const [index, character] of characters.entries()) {
    if (!inTag && character === '<' && !/\s/.test(characters[index + 1] ?? '')) inTag = true;
    else if (inTag && character === '>') inTag = false;
    else if (!inTag) kept += character;
  }
  return kept;
}
