/** The services of the simulation, one server for each account. Which kinds there are says `kinds.ts`. */
import type { Clock } from '../../main/clock.ts';
import type { RehearsedService, SampleAccount } from '../../main/rehearsal/service.ts';
import { kinds } from './kinds.ts';

export interface SimulatedService {
  service: Service;
  account: SampleAccount;
  /** Their `remoteId`s in Parley. */
  conversations: string[];
  /** How many of its newest messages a conversation shows; null when all, 0 when none. */
  window: number | null;
  /** What of a change every read of a conversation is sure to show. */
  shows(conversation: string): Shown;
  /** What other people can do to what was said; left out what the service does not have. */
  others: Others;
  /** The text of a message by its id at the service, where the user can delete messages. */
  said?(messageId: string): string | null;
  /** Spika's alone: of a room's newest page, what stands there with which reactions, and what a message of the user's answers. */
  reactions?(conversation: string): { text: string; reactions: string }[];
  quoted?(conversation: string, text: string): string | null;
  /** Ways in which the user is signed out behind Parley's back; none where there is nothing to lose. */
  signOuts: (() => void)[];
  /** What the user types when Parley asks for a sign-in, by the names of its fields. `conversation`: for which, where each has its own. */
  typed?(conversation: string): Record<string, string>;
  /** Nobody ever writes here, and nothing goes wrong: to see what mere watching costs. */
  quiet: boolean;
}

type Service = Pick<RehearsedService, 'answer' | 'faults' | 'post' | 'rateViolations' | 'setFault' | 'stop' | 'truth'>;

export interface Shown {
  /** Changes among so many of the newest messages; Infinity where changes of all others are told as well. */
  newest: number;
  /** Whether it shows that the very last message was deleted. */
  last: boolean;
}

/** What somebody said, as those who change it name it. */
export interface Said {
  conversation: string;
  /** What `post` answered. */
  id: string;
  author: string;
  text: string;
}

export interface Others {
  edit?(said: Said, text: string): void;
  /** False where it can no longer be reached. */
  remove?(said: Said): boolean;
  react?(said: Said, person: string, emoji: string): void;
  unreact?(said: Said, person: string): void;
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
