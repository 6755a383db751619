/** How sample conversations are written down, and how their lines get their times. */
import type { Random } from './random.ts';

/** Who says what. */
export type Line = readonly [person: string, text: string];

export interface Talk {
  /** When it began: so many minutes ago, or at a local time on an earlier day. */
  began: { minutesAgo: number } | { daysAgo: number; at: string };
  lines: Line[];
}

const second = 1000;
const minute = 60 * second;
/** Between two lines of one talk. */
const between = { shortest: 15 * second, longest: 150 * second };

/** The lines of a talk with their times, ms UTC, all before `now`. */
export function timedLines({ began, lines }: Talk, random: Random, now: number): { person: string; text: string; time: number }[] {
  let time = startOf(began, now);
  return lines.map(([person, text], index) => {
    const said = Math.min(time, now - (lines.length - index) * second);
    time += random.between(between.shortest, between.longest);
    return { person, text, time: said };
  });
}

function startOf(began: Talk['began'], now: number): number {
  if ('minutesAgo' in began) return now - began.minutesAgo * minute;
  const [hours = 0, minutes = 0] = began.at.split(':').map(Number);
  const day = new Date(now);
  day.setDate(day.getDate() - began.daysAgo);
  return day.setHours(hours, minutes, 0, 0);
}
