/** What happened on a simulated day, for the verdict and the report. */
import type { Room } from './scene.ts';

/** A message of the user's. */
export interface Note {
  id: string;
  room: Room;
  text: string;
  /** Parley said that it has taken the message: from then on it must not get lost. */
  taken: boolean;
  /** It answers another message. */
  reply: boolean;
}

/** What the user wanted done to a note, in the order of wishing. */
export interface Wish {
  id: string;
  note: Note;
  kind: 'edit' | 'delete';
  /** With `edit`: the new text. */
  text: string;
  taken: boolean;
  /** It failed, and the user let it go. */
  dropped: boolean;
}

export interface Post {
  room: Room;
  id: string;
  author: string;
  /** All its texts so far, oldest first. */
  texts: string[];
  at: number;
  /** Deleted at the service. */
  gone: boolean;
}

/** A post lost this text, to another one or altogether. */
export interface Loss {
  post: Post;
  text: string;
  at: number;
}

export const events = ['kills', 'quits', 'sleeps', 'cuts', 'faults', 'pauses', 'sign-outs'] as const;
export type Happening = (typeof events)[number];

export interface Journal {
  notes: Note[];
  wishes: Wish[];
  /** What other people wrote during the day. */
  posts: Post[];
  losses: Loss[];
  /** Numbers of notes of which their service said, when they were to be deleted, that they are not there. */
  denied: Set<number>;
  /** How often others put a reaction to something, or took it away. */
  reactions: number;
  /** By message id in Parley, every text it was seen to have there. */
  seen: Map<number, Set<string>>;
  counts: Record<Happening, number>;
  count(event: Happening): void;
  /** Something that must not be. */
  problem(text: string): void;
  problems: string[];
}

/** With more than these, the rest is more of the same. */
const mostProblems = 20;

export function createJournal(): Journal {
  const problems: string[] = [];
  const counts = Object.fromEntries(events.map((event) => [event, 0])) as Record<Happening, number>;
  return {
    notes: [],
    wishes: [],
    posts: [],
    losses: [],
    denied: new Set(),
    reactions: 0,
    seen: new Map(),
    counts,
    problems,
    count(event) {
      counts[event] += 1;
    },
    problem(text) {
      if (problems.length < mostProblems && !problems.includes(text)) problems.push(text);
    },
  };
}
