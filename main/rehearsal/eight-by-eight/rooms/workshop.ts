/** A room with a long history, so that paging back has somewhere to go. Written by rule, a few notes each working day. */
import type { Random } from '../../random.ts';
import { personNamed } from '../people.ts';
import type { RoomStore } from '../room-store.ts';
import type { RoomScript } from './script.ts';

export const workshop: RoomScript = {
  name: 'Workshop floor',
  isPrivate: false,
  talks: [],
  chatter: [
    ['Leo Okafor', 'Bench 3 is free again.'],
    ['Joaquín Ferrer', 'Paint booth is drying until four, please keep the door closed.'],
    ['Hanneke de Boer', 'Delivery of springs arrived, both sizes.'],
    ['Leo Okafor', 'Two arms from the last batch squeak. Oiled, now they only whisper.'],
  ],
  answers: [
    ['Leo Okafor', 'Seen, thanks. I will look at it before the next batch.'],
    ['Joaquín Ferrer', 'Done.'],
  ],
};

export const historyLength = 430;
const notesPerDay = 8;

const things = ['lamp arms', 'shades', 'feet', 'switches', 'spare-part trays', 'springs', 'cables'];
const remarks = ['all good', 'one to redo', 'two set aside', 'the best so far', 'slower than planned, but clean', 'done before lunch'];
const crew = ['Leo Okafor', 'Joaquín Ferrer', 'Hanneke de Boer', 'Tomasz Wilk'];

/** Adds the notes; the last is from yesterday. */
export function fillWorkshop(rooms: RoomStore, random: Random, now: number): void {
  const room = rooms.ensure(workshop.name);
  const days = Math.ceil(historyLength / notesPerDay);
  for (let note = 0; note < historyLength; note += 1) {
    const time = new Date(now);
    time.setDate(time.getDate() - days + Math.floor(note / notesPerDay));
    time.setHours(8 + (note % notesPerDay), random.between(0, 59), random.between(0, 59));
    const text = `Batch ${1000 + note}: ${random.between(6, 48)} ${random.pick(things)}, ${random.pick(remarks)}.`;
    rooms.add(room, personNamed(random.pick(crew)), text, time.getTime());
  }
}
