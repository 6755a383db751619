/** How a sample room is written down, and how its lines get their times. */
import type { Random } from '../../random.ts';
import { personNamed } from '../people.ts';
import type { RoomStore } from '../room-store.ts';

/** Who says what. */
export type Line = readonly [person: string, text: string];

export interface Talk {
  /** When it began: so many minutes ago, or at a local time on an earlier day. */
  began: { minutesAgo: number } | { daysAgo: number; at: string };
  lines: Line[];
}

export interface RoomScript {
  name: string;
  isPrivate: boolean;
  talks: Talk[];
  /** What is said while the rehearsal runs, in this order. */
  chatter: Line[];
  /** What somebody answers when the user writes. */
  answers: Line[];
}

const second = 1000;
const minute = 60 * second;
/** Between two lines of one talk. */
const between = { shortest: 15 * second, longest: 150 * second };

/** Writes the talks into the store, all before `now` (ms UTC). */
export function playTalks({ name, isPrivate, talks }: RoomScript, rooms: RoomStore, random: Random, now: number): void {
  const room = rooms.ensure(name, isPrivate);
  for (const { began, lines } of talks) {
    let time = startOf(began, now);
    for (const [index, [person, text]] of lines.entries()) {
      const latest = now - (lines.length - index) * second;
      rooms.add(room, personNamed(person), text, Math.min(time, latest));
      time += random.between(between.shortest, between.longest);
    }
  }
}

function startOf(began: Talk['began'], now: number): number {
  if ('minutesAgo' in began) return now - began.minutesAgo * minute;
  const [hours = 0, minutes = 0] = began.at.split(':').map(Number);
  const day = new Date(now);
  day.setDate(day.getDate() - began.daysAgo);
  return day.setHours(hours, minutes, 0, 0);
}
