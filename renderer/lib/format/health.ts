/** An account's state in words, and what the user can do about it. */
import type { Account, AccountState } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';
import { moment, timeOfDay } from './time.ts';

export type Tone = 'quiet' | 'good' | 'warning' | 'danger';
export type Remedy = 'unlock' | 'enter-secret' | 'sign-in' | 'resume' | 'read-now' | null;

export interface HealthWords {
  tone: Tone;
  /** A few words. */
  state: string;
  /** A sentence, empty when the few words say it all. */
  sentence: string;
  remedy: Remedy;
}

/** The state alone, in a word or two. */
export const stateNames: Record<AccountState, string> = {
  connecting: 'Connecting',
  ok: 'Connected',
  offline: 'Offline',
  limited: 'Asked to wait',
  trouble: 'Trouble',
  refused: 'Refused',
  locked: 'Keychain locked',
  missing: 'Key missing',
  paused: 'Paused',
};

export const remedyLabels: Record<Exclude<Remedy, null>, string> = {
  unlock: 'Unlock and retry',
  'enter-secret': 'Enter the key again',
  'sign-in': 'Sign in again',
  resume: 'Resume',
  'read-now': 'Try now',
};

export function healthWords({ health }: Account, provider: ProviderDescription | undefined, now: number): HealthWords {
  const { state, sentence, lastSuccessAt, nextPollAt } = health;
  const reads = provider?.capabilities.read ?? true;
  const signsIn = provider?.capabilities.signIn ?? false;
  const since = lastSuccessAt === null ? '' : ` · last ${reads ? 'read' : 'reached'} ${moment(lastSuccessAt, now)}`;
  switch (state) {
    case 'connecting':
      return { tone: 'quiet', state: 'Connecting…', sentence: '', remedy: null };
    case 'ok':
      return {
        tone: 'good',
        state: !reads ? 'Ready to send' : lastSuccessAt === null ? 'Connected' : `Caught up ${moment(lastSuccessAt, now)}`,
        sentence: '',
        remedy: null,
      };
    case 'offline':
      return { tone: 'warning', state: `Offline${since}`, sentence, remedy: 'read-now' };
    case 'limited':
      return {
        tone: 'warning',
        state: nextPollAt === null ? 'Asked to wait' : `Asked to wait until ${timeOfDay(nextPollAt)}`,
        sentence,
        remedy: null,
      };
    case 'trouble':
      return { tone: 'warning', state: `Trouble${since}`, sentence, remedy: 'read-now' };
    case 'refused':
      return signsIn
        ? { tone: 'danger', state: 'Signed out', sentence, remedy: 'sign-in' }
        : { tone: 'danger', state: 'Key refused', sentence, remedy: 'enter-secret' };
    case 'locked':
      return { tone: 'danger', state: 'Keychain locked', sentence, remedy: 'unlock' };
    case 'missing':
      return signsIn
        ? { tone: 'danger', state: 'Signed out', sentence, remedy: 'sign-in' }
        : { tone: 'danger', state: 'Key missing', sentence, remedy: 'enter-secret' };
    case 'paused':
      return { tone: 'quiet', state: 'Paused', sentence: '', remedy: 'resume' };
  }
}
