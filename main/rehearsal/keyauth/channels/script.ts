/** How a sample channel is written down, and how its lines get their times. */
import type { Random } from '../../random.ts';
import type { ChannelStore } from '../channel-store.ts';

/** Who says what. */
export type Line = readonly [user: string, text: string];

export interface ChannelScript {
  name: string;
  /** Seconds between two lines of one user. */
  cooldown: number;
  talks: { minutesAgo: number; lines: Line[] }[];
  /** What is said while the rehearsal runs, in this order. */
  chatter: Line[];
  /** What somebody answers when the user writes. */
  answers: Line[];
}

const second = 1000;
const minute = 60 * second;

/** Writes the talks into the store, all before `now` (ms UTC). */
export function playTalks({ name, cooldown, talks }: ChannelScript, channels: ChannelStore, random: Random, now: number): void {
  const channel = channels.ensure(name);
  channel.cooldown = cooldown;
  for (const { minutesAgo, lines } of talks) {
    let time = now - minutesAgo * minute;
    for (const [index, [user, text]] of lines.entries()) {
      channels.add(channel, user, text, Math.min(time, now - (lines.length - index) * second));
      time += random.between(4 * second, 50 * second);
    }
  }
}
