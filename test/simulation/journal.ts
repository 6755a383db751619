/** What happened on a simulated day, for the verdict and the report. */
import type { Room } from './scene.ts';

export interface Send {
  id: string;
  room: Room;
  text: string;
  /** Parley said that it has taken the message: from then on it must not get lost. */
  taken: boolean;
}

export interface Post {
  room: Room;
  text: string;
  at: number;
}

export const events = ['kills', 'quits', 'sleeps', 'cuts', 'faults', 'pauses'] as const;
export type Happening = (typeof events)[number];

export interface Journal {
  sends: Send[];
  /** What other people wrote during the day. */
  posts: Post[];
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
    sends: [],
    posts: [],
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
