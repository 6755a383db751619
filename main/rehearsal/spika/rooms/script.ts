/** How a sample room of this server is written down. */
import type { Random } from '../../random.ts';
import { timedLines, type Line, type Talk } from '../../talks.ts';
import type { House, Room } from '../house.ts';

export interface RoomScript {
  /** Empty for a private room, as Spika keeps it. */
  name: string;
  /** Besides the user. */
  members: string[];
  talks: Talk[];
  /** What is said while the rehearsal runs, in this order. */
  chatter: Line[];
  /** What somebody answers when the user writes. */
  answers: Line[];
}

/** The room with everything said in it, all before `now` (ms UTC). */
export function playRoom({ name, members, talks }: RoomScript, house: House, userId: number, random: Random, now: number): Room {
  const memberIds = members.map((member) => house.person(member).id);
  const room = house.addRoom({ name, type: name === '' ? 'private' : 'group' }, [userId, ...memberIds]);
  for (const talk of talks) {
    for (const { person, text, time } of timedLines(talk, random, now)) {
      const message = house.add(room, { fromUserId: house.person(person).id, type: 'text', body: { text }, createdAt: time });
      for (const id of room.members.keys()) message.seenBy.add(id);
    }
  }
  return room;
}
