/** The rooms of the sample company, in the order in which they are listed. */
import type { Random } from '../../random.ts';
import { sandboxName } from '../api.ts';
import type { RoomStore } from '../room-store.ts';
import { announcements } from './announcements.ts';
import { fair } from './fair.ts';
import { incident } from './incident.ts';
import { launch } from './launch.ts';
import { levant } from './levant.ts';
import { office } from './office.ts';
import { osaka } from './osaka.ts';
import { pets } from './pets.ts';
import { quiet } from './quiet.ts';
import { fillSandbox } from './sandbox.ts';
import { playTalks, type RoomScript } from './script.ts';
import { support } from './support.ts';
import { fillWorkshop, workshop } from './workshop.ts';

/** All but the sandbox, which holds the documentation's messages and nothing else. */
export const roomScripts: readonly RoomScript[] = [
  launch,
  support,
  office,
  osaka,
  levant,
  incident,
  pets,
  fair,
  workshop,
  announcements,
  quiet,
];

/** Fills the store with everything said until `now` (ms UTC). */
export function fillRooms(rooms: RoomStore, random: Random, now: number): void {
  fillSandbox(rooms, sandboxName);
  for (const script of roomScripts) playTalks(script, rooms, random, now);
  fillWorkshop(rooms, random, now);
}
