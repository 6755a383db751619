/** Opening a session, signing in to it, and taking it up again after a restart. Only ever run in the application's turn. */
import { createHash } from 'node:crypto';
import type { ProviderContext } from '../contract.ts';
import { AuthError, Protocol, Unreachable } from '../errors.ts';
import { pause } from '../pause.ts';
import type { Reply } from './answer.ts';
import type { Application } from './application.ts';
import type { Client } from './client.ts';
import { asksForCode, codeRefusal, isSessionGone, openingRefusal, signInRefusal } from './refusals.ts';
import { secretsOf, settingsOf } from './settings.ts';

/** The user has to enter a two-factor code. */
export class CodeNeeded extends AuthError {}

export interface Login {
  /** Tells this account from others of the application. In memory only: it holds the secret. */
  identity(): string;
  /** Rejects with `CodeNeeded`, or, given a `code`, with `Rejected` when it was wrong. */
  signIn(code: string | null, signal: AbortSignal): Promise<void>;
  /** Takes up the session of the run before, if it is still signed in. */
  takeUpAgain(signal: AbortSignal): Promise<void>;
  /** Never to appear in a sentence. */
  secrets(): string[];
}

/** KeyAuth's default, ms. An application may have another; then the session is found gone when it is used. */
const usualLifetime = 6 * 60 * 60 * 1000;
/** KeyAuth stores a new session only after it has answered, ms. */
const storedWithin = 300;
/** In the account's tokens: the session's id, when it was opened, and by whom, so that another user's is not taken for ours. */
const tokenName = 'session';

export function createLogin({ values, tokens, clock }: ProviderContext, application: Application, client: Client): Login {
  const identity = () => JSON.stringify(settingsOf(values).credentials);
  const fingerprint = () => createHash('sha256').update(identity()).digest('base64url').slice(0, 16);
  const secrets = () => [...secretsOf(values), application.session?.id ?? ''];

  async function open(signal: AbortSignal): Promise<string> {
    const { success, message, body } = await client.call('init', {}, signal);
    if (!success) throw openingRefusal(message, secrets());
    const id = body['sessionid'];
    if (typeof id !== 'string' || !/^[\x21-\x7e]+$/.test(id)) throw new Protocol('KeyAuth opened a session without naming it.', 'no');
    application.session = { id, openedAt: clock.now(), owner: null };
    return id;
  }

  function tryWith(sessionid: string, code: string | null, signal: AbortSignal): Promise<Reply> {
    const { credentials, hwid } = settingsOf(values);
    const form = { sessionid, ...(hwid === '' ? {} : { hwid }), ...(code === null ? {} : { code }) };
    return credentials.kind === 'user'
      ? client.call('login', { username: credentials.username, pass: credentials.password, ...form }, signal)
      : client.call('license', { key: credentials.key, ...form }, signal);
  }

  /** What KeyAuth says to a sign-in within the open session, or within a new one where there is none (any more). */
  async function answerTo(code: string | null, signal: AbortSignal): Promise<Reply> {
    const known = application.session && (await tryWith(application.session.id, code, signal));
    if (known && !isGone(known)) return known;
    const id = await open(signal);
    const first = await tryWith(id, code, signal);
    if (!isGone(first)) return first;
    await pause(clock, storedWithin, signal);
    return tryWith(id, code, signal);
  }

  return {
    identity,
    secrets,

    async signIn(code, signal) {
      const reply = await answerTo(code, signal);
      if (isGone(reply)) {
        application.session = null;
        throw new Unreachable('KeyAuth opened a session and forgot it at once. Parley tries again by itself.', 'no');
      }
      if (!reply.success && code !== null) throw codeRefusal(reply.message, secrets());
      if (!reply.success && asksForCode(reply.message)) {
        throw new CodeNeeded('KeyAuth asks for a two-factor code. Sign in to this account again to enter it.');
      }
      if (!reply.success) throw signInRefusal(reply.message, secrets());
      const session = application.session!;
      // What another account remembers is the same session, which is no longer its own.
      if (session.owner && session.owner.tokens !== tokens) await session.owner.tokens.set(tokenName, null);
      session.owner = { identity: identity(), tokens };
      await tokens.set(tokenName, `${session.id} ${session.openedAt} ${fingerprint()}`);
    },

    async takeUpAgain(signal) {
      const [id = '', openedAt = '', by = ''] = (tokens.get(tokenName) ?? '').split(' ');
      if (id === '') return;
      const age = clock.now() - Number(openedAt);
      const mayStand = by === fingerprint() && age >= 0 && age < usualLifetime;
      if (mayStand && (await client.call('check', { sessionid: id }, signal)).success) {
        application.session = { id, openedAt: Number(openedAt), owner: { identity: identity(), tokens } };
      } else {
        await tokens.set(tokenName, null);
      }
    },
  };
}

const isGone = ({ success, message }: Reply) => !success && isSessionGone(message);
