/** Rooms as the user lists them: a key can neither list rooms nor learn their names. */
import type { RemoteConversation } from '../contract.ts';
import { Rejected } from '../errors.ts';

const longestName = 250;

/** “12 Ops alerts” is room 12 under a name of the user's own; “12” alone is “Room 12”. Throws `Rejected('invalid')` for anything else. */
export function roomFromLine(line: string): RemoteConversation {
  const [, digits, rest = ''] = /^#?(\d+)(?:[\s:.,–—-]+(.*))?$/s.exec(line.trim()) ?? [];
  if (digits === undefined) throw new Rejected('Begin with the room’s number, then a name of your own: “12 Ops alerts”.', 'invalid');
  const number = Number(digits);
  if (!Number.isSafeInteger(number) || number < 1) throw new Rejected(`No room has the number ${digits.slice(0, 20)}.`, 'invalid');
  const name = rest
    .toWellFormed()
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  if (name.length > longestName) throw new Rejected(`The room’s name is longer than ${longestName} characters.`, 'invalid');
  return { remoteId: String(number), title: name || `Room ${number}` };
}

/** The rooms of a one-per-line field, in order; of a number that is there twice, the first. */
export function roomsFromLines(text: string): RemoteConversation[] {
  const rooms = new Map<string, RemoteConversation>();
  for (const line of text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')) {
    const room = roomFromLine(line);
    if (!rooms.has(room.remoteId)) rooms.set(room.remoteId, room);
  }
  return [...rooms.values()];
}
