/** Keeps the rehearsal's rooms alive: people write at human intervals, and somebody answers what the user sends. */
import type { Random } from './random.ts';

/** A room's stock of lines nobody has said yet; each is [who, text]. */
export interface LivelyRoom {
  name: string;
  chatter: readonly (readonly [string, string])[];
  answers: readonly (readonly [string, string])[];
}

export interface LifeParts {
  rooms: readonly LivelyRoom[];
  random: Random;
  after(milliseconds: number, callback: () => void): () => void;
  post(room: string, author: string, text: string): void;
}

export interface Life {
  /** The user wrote in this room. */
  heard(room: string): void;
  stop(): void;
}

const second = 1000;
/** Soon enough for someone who has just started to look around to see it happen. */
const firstAfter = 6 * second;
const pause = { shortest: 8 * second, longest: 40 * second };
const thinking = { shortest: 3 * second, longest: 9 * second };

export function startLife({ rooms, random, after, post }: LifeParts): Life {
  const timers = new Set<() => void>();
  const said = new Map<readonly unknown[], number>();

  function later(milliseconds: number, job: () => void): void {
    const cancel = after(milliseconds, () => {
      timers.delete(cancel);
      job();
    });
    timers.add(cancel);
  }

  /** Lines are said in their order, and from the start again once all have been said. */
  function say(room: string, lines: LivelyRoom['chatter']): void {
    const index = said.get(lines) ?? 0;
    const line = lines[index % lines.length];
    said.set(lines, index + 1);
    if (line) post(room, line[0], line[1]);
  }

  const talkative = rooms.filter((room) => room.chatter.length > 0);
  function chat(): void {
    const room = random.pick(talkative);
    say(room.name, room.chatter);
    later(random.between(pause.shortest, pause.longest), chat);
  }
  if (talkative.length > 0) later(firstAfter, chat);

  return {
    heard(name) {
      const room = rooms.find((candidate) => candidate.name === name);
      if (room && room.answers.length > 0) later(random.between(thinking.shortest, thinking.longest), () => say(name, room.answers));
    },
    stop() {
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
