/** What people do after they have written: they correct themselves, think better of it, or others put a little picture to it. */
import type { Clock } from '../../clock.ts';
import type { Random } from '../random.ts';
import type { House, Room, StoredMessage } from './house.ts';
import type { Posting } from './posting.ts';

export interface SecondThoughts {
  /** Somebody wrote this. */
  about(message: StoredMessage, room: Room): void;
  stop(): void;
}

export interface SecondThoughtsParts {
  house: House;
  posting: Posting;
  clock: Clock;
  random: Random;
  /** The user of the rehearsal, who needs no help with thinking. */
  userId: number;
}

const second = 1000;
const pictures = ['👍', '❤️', '😂', '🌟', '🔭'];

export function createSecondThoughts({ house, posting, clock, random, userId }: SecondThoughtsParts): SecondThoughts {
  const timers = new Set<() => void>();

  function later(job: () => void): void {
    const cancel = clock.after(random.between(4 * second, 15 * second), () => {
      timers.delete(cancel);
      job();
    });
    timers.add(cancel);
  }

  function correct(message: StoredMessage): void {
    if (!message.deleted) posting.rewrite(message, `${String(message.body['text'])} (corrected)`);
  }

  function react(message: StoredMessage, room: Room): void {
    const others = [...room.members.keys()].filter((id) => id !== userId && id !== message.fromUserId && !house.people.get(id)?.isBot);
    if (others.length > 0) posting.react(message, random.pick(others), random.pick(pictures));
  }

  return {
    about(message, room) {
      const chance = random.next();
      if (chance < 0.05) later(() => posting.erase(message, null));
      else if (chance < 0.15) later(() => correct(message));
      else if (chance < 0.5) later(() => react(message, room));
    },
    stop() {
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
