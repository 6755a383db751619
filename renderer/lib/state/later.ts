/** Times to put something off to. Pure. */
import { morningAfter } from '../format/time.ts';

export interface LaterTime {
  name: string;
  at: number;
}

const hour = 3_600_000;
/** Nobody wants to be asked again in the night: after this hour, and before that one, the next morning is meant. */
const evening = 21;
const daybreak = 5;

/** A few sensible ones, soonest first; each lies ahead of `now`, no two are the same moment. */
export function laterTimes(now: number): LaterTime[] {
  const date = new Date(now);
  const atNight = date.getHours() < daybreak;
  // Three hours on, at a full hour.
  const afternoon = new Date(now + 3 * hour).setMinutes(0, 0, 0);
  const toMonday = (8 - date.getDay()) % 7 || 7;
  const times = [
    atNight ? { name: 'This morning', at: morningAfter(now, 0) } : { name: 'Later today', at: afternoon },
    { name: 'Tomorrow morning', at: morningAfter(now, 1) },
    { name: 'Next Monday morning', at: morningAfter(now, toMonday) },
  ];
  const lateToday = !atNight && (new Date(afternoon).getHours() > evening || new Date(afternoon).getDate() !== date.getDate());
  return times.filter(({ at }, index) => !(index === 0 && lateToday) && times.findIndex((other) => other.at === at) === index);
}
