/** A long, plain history, so that there is something to page through. */
import type { Random } from '../../random.ts';
import type { ChatScript, Line } from './script.ts';

const clerks = ['Nerys Bevan', 'Idris Kamara', 'Robin Vale'] as const;
const parts = ['chains', 'brake pads', 'inner tubes', 'cables', 'bells', 'saddle clips', 'spokes', 'pedals', 'bottle cages', 'valve caps'];
const shelves = ['A', 'B', 'C', 'D'];
const days = 40;
const linesADay = 17;

export function partsCounter(random: Random): ChatScript {
  const line = (): Line => {
    const shelf = `${random.pick(shelves)}${random.between(1, 30)}`;
    return [random.pick(clerks), `${random.between(2, 60)} ${random.pick(parts)} in, shelf ${shelf}.`];
  };
  const talks = Array.from({ length: days }, (_, day) => ({
    hoursAgo: 24 * (days - day) + 2,
    lines: Array.from({ length: linesADay }, line),
  }));
  return { name: 'Parts counter', company: 'Tidewater Cycles', talks, chatter: Array.from({ length: 12 }, line), answers: [] };
}
