/**
 * Calls within a session: signed in when needed, and again when the session was lost on the way. Each is made in turn with the other
 * accounts of the application, so that nobody else is signed in between the sign-in and the call it was for.
 */
import type { ProviderContext } from '../contract.ts';
import { RateLimited } from '../errors.ts';
import type { Reply } from './answer.ts';
import { applicationFor } from './application.ts';
import type { CallType, Client } from './client.ts';
import { createLogin } from './login.ts';
import { isAboutTheCall, isSessionGone } from './refusals.ts';
import { applicationKey } from './settings.ts';

export interface AccountSession {
  /**
   * For reading any sign-in of the application will do; with `asOurselves` it is this account's. Resolves with KeyAuth's yes, or with a
   * no that is not about the session.
   */
  call(type: CallType, parameters: Record<string, string>, asOurselves: boolean, signal: AbortSignal): Promise<Reply>;
  /** A sign-in the user asked for. Rejects with `CodeNeeded`, or, given a `code`, with `Rejected` when it was wrong. */
  signIn(code: string | null, signal: AbortSignal): Promise<void>;
  /** Never to appear in a sentence. */
  secrets(): string[];
}

const minute = 60_000;
/** To sign in after every loss would only throw out whoever does the same. */
const lossesBorne = { most: 3, within: 10 * minute };

export function createSession(context: ProviderContext, client: Client): AccountSession {
  const { clock, log } = context;
  const application = applicationFor(clock, applicationKey(context.values));
  const login = createLogin(context, application, client);

  /** The id of a session that is signed in as needed. */
  async function ready(asOurselves: boolean, signal: AbortSignal): Promise<string> {
    if (!application.session) await login.takeUpAgain(signal);
    const owner = application.session?.owner;
    if (!owner || (asOurselves && owner.identity !== login.identity())) {
      refuseToFight();
      await login.signIn(null, signal);
    }
    return application.session!.id;
  }

  function refuseToFight(): void {
    const { most, within } = lossesBorne;
    const since = clock.now() - within;
    application.losses = application.losses.filter((time) => time > since && time <= clock.now());
    const [oldest] = application.losses;
    if (oldest !== undefined && application.losses.length > most) throw displaced(oldest - since);
  }

  /** Whether the session was lost: a text that does not say so may be the maker's own for it, which only KeyAuth can tell. */
  async function isLost(message: string, signal: AbortSignal): Promise<boolean> {
    const { session } = application;
    if (!session || isAboutTheCall(message)) return false;
    let gone = isSessionGone(message);
    if (!gone) {
      const check = await client.call('check', { sessionid: session.id }, signal);
      if (check.success) return false;
      gone = isSessionGone(check.message);
    }
    session.owner = null;
    if (gone) application.session = null;
    application.losses.push(clock.now());
    log.info('KeyAuth session lost', { gone, age: clock.now() - session.openedAt });
    return true;
  }

  return {
    secrets: login.secrets,

    call(type, parameters, asOurselves, signal) {
      return application.inTurn(async () => {
        for (let tries = 1; tries <= 2; tries += 1) {
          const sessionid = await ready(asOurselves, signal);
          const reply = await client.call(type, { ...parameters, sessionid }, signal);
          if (reply.success || !(await isLost(reply.message, signal))) return reply;
        }
        throw displaced(minute);
      }, signal);
    },

    signIn(code, signal) {
      return application.inTurn(async () => {
        application.losses = [];
        await login.signIn(code, signal);
      }, signal);
    },
  };
}

function displaced(wait: number): RateLimited {
  return new RateLimited(
    'KeyAuth keeps ending Parley’s session: another program on this network is probably signed in to the same application. Close it, or wait; Parley tries again by itself.',
    wait,
  );
}
