/** Other people, who write in the rooms all day, whether Parley listens or not. */
import { hour, minute, second, repeat, type Room, type Scene } from './scene.ts';

export const names = ['Ana', 'Björn', 'Chidi', 'Dolores', '林 志明', 'Noa'];
/** Said again and again: identical lines by one person are a thing of real rooms. */
const common = ['ok', '+1', 'Thanks!'];
export const isCommon = (text: string) => common.includes(text);

/** The first room of an account is busy, the others less so; nobody ever writes in those of a quiet account. */
export function startPeople(scene: Scene): void {
  const random = scene.randomFor('people');
  let lines = 0;

  function say(room: Room): void {
    lines += 1;
    const text = random.next() < 0.1 ? random.pick(common) : `Line ${lines}: ${'word '.repeat(random.between(1, 8))}end`;
    const author = random.pick(names);
    const id = String(room.service.service.post(room.remoteId, author, text));
    scene.journal.posts.push({ room, id, author, texts: [text], at: scene.world.now(), gone: false });
  }

  /** So many lines close together. */
  function talk(room: Room, length: number): void {
    for (let line = 0; line < length; line += 1)
      scene.world.after(line * random.between(second, 20 * second), () => scene.goesOn() && say(room));
  }

  for (const room of scene.rooms) {
    if (room.service.quiet) continue;
    const busy = room.remoteId === room.service.conversations[0];
    repeat(scene, scene.world, random, busy ? [10 * minute, 2 * hour] : [hour, 10 * hour], () => talk(room, random.between(1, 6)));
    // Once a day there is more to say than any service shows at once.
    if (busy) scene.world.after(random.between(hour, 20 * hour), () => talk(room, random.between(105, 130)));
  }
}
