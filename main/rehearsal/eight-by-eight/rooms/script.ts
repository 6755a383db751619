/** How a sample room is written down. */
import type { Random } from '../../random.ts';
import { timedLines, type Line, type Talk } from '../../talks.ts';
import { personNamed } from '../people.ts';
import type { RoomStore } from '../room-store.ts';

export interface RoomScript {
  name: string;
  isPrivate: boolean;
  talks: Talk[];
  /** What is said while the rehearsal runs, in this order. */
  chatter: Line[];
  /** What somebody answers when the user writes. */
  answers: Line[];
}

/** Writes the talks into the store, all before `now` (ms UTC). */
export function playTalks({ name, isPrivate, talks }: RoomScript, rooms: RoomStore, random: Random, now: number): void {
  const room = rooms.ensure(name, isPrivate);
  for (const talk of talks) {
    for (const { person, text, time } of timedLines(talk, random, now)) rooms.add(room, personNamed(person), text, time);
  }
}
