/** Everything a simulated day takes place on, and the little that all who act on it need. */
import type { Clock } from '../../main/clock.ts';
import type { Random } from '../../main/rehearsal/random.ts';
import type { Engine } from '../../main/engine.ts';
import type { Computer } from './computer.ts';
import type { Journal } from './journal.ts';
import type { Network } from './network.ts';
import { createCheapRandom } from './random.ts';
import type { SimulatedService } from './services.ts';

/** A conversation of the day, which is at one service and in the database. */
export interface Room {
  service: SimulatedService;
  remoteId: string;
  /** In the store; 0 until its account has been added. */
  id: number;
  /**
   * When the user last said that everything here is read, ms UTC, and up to when Parley had read it by then. Not `surely` when the program
   * was killed meanwhile.
   */
  marked: { known: number; at: number; surely: boolean };
}

export interface Scene {
  seed: number;
  /** Time as the world has it, and as the user has it: the latter stands still while the computer sleeps. */
  world: Clock;
  desk: Clock;
  services: SimulatedService[];
  rooms: Room[];
  network: Network;
  computer: Computer;
  journal: Journal;
  /** False once the day is over and only its end is awaited. */
  goesOn(): boolean;
  /** A source of chance of one's own, so that one who acts differently does not change what all others do. */
  randomFor(name: string): Random;
}

/** Lets so much time pass, ms. */
export type Pass = (milliseconds: number) => Promise<void>;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** Does the job again and again, with a pause of random length before each, ms; until the day is over. */
export function repeat(scene: Scene, on: Clock, random: Random, [shortest, longest]: [number, number], job: () => void): void {
  on.after(random.between(shortest, longest), () => {
    if (!scene.goesOn()) return;
    job();
    repeat(scene, on, random, [shortest, longest], job);
  });
}

/**
 * What the user does with the program. A refusal of the engine is noted, unless the program ended under the user's hands: in the simulation
 * nobody asks for the impossible.
 */
export function withEngine({ computer, journal }: Scene, job: (engine: Engine) => Promise<unknown>): void {
  const engine = computer.engine();
  if (!engine) return;
  job(engine).catch((error: unknown) => {
    if (computer.engine() === engine) journal.problem(`the user met an error: ${String(error)}`);
  });
}

export function createRandoms(seed: number): Scene['randomFor'] {
  return (name) => createCheapRandom([...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed * 7919));
}
