/**
 * Time for the whole simulation: it stands still while anything is at work and then jumps to the next timer. The world's timers run
 * always; those of the computer wait while it sleeps, and those of a program are gone when it is killed.
 */
import type { Clock } from '../../main/clock.ts';
import type { Random } from '../../main/rehearsal/random.ts';

interface Timer {
  at: number;
  /** Timers of one moment fire in the order in which they were set. */
  sequence: number;
  callback: () => void;
  owner: Owner;
}

interface Owner {
  runs(): boolean;
}

/** The time a running program sees; once ended, nothing it waits for ever comes. */
export interface ProgramClock extends Clock {
  ended(): boolean;
  end(): void;
}

export interface SimulatedTime {
  /** For servers, people and the network: goes on while the computer sleeps. */
  world: Clock;
  startProgram(): ProgramClock;
  setAsleep(asleep: boolean): void;
  asleep(): boolean;
  /** Fires timer after timer, and between them waits for `quiet`, until this moment, ms UTC. */
  runUntil(moment: number, quiet: () => Promise<void>): Promise<void>;
}

export function createSimulatedTime(start: number, random: Random): SimulatedTime {
  let now = start;
  let sequence = 0;
  let asleep = false;
  const timers = new Set<Timer>();

  function clockOf(owner: Owner): Clock {
    return {
      now: () => now,
      random: random.next,
      after(milliseconds, callback) {
        sequence += 1;
        const timer = { at: now + Math.ceil(Math.max(0, milliseconds)), sequence, callback, owner };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    };
  }

  function next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers) {
      if (!timer.owner.runs()) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.sequence < first.sequence)) first = timer;
    }
    return first;
  }

  return {
    world: clockOf({ runs: () => true }),
    startProgram() {
      let ended = false;
      const owner = { runs: () => !asleep };
      const clock = clockOf(owner);
      return {
        ...clock,
        after: (milliseconds, callback) => (ended ? () => {} : clock.after(milliseconds, callback)),
        ended: () => ended,
        end() {
          ended = true;
          for (const timer of timers) if (timer.owner === owner) timers.delete(timer);
        },
      };
    },
    setAsleep(value) {
      asleep = value;
    },
    asleep: () => asleep,
    async runUntil(moment, quiet) {
      await quiet();
      for (;;) {
        const timer = next();
        if (!timer || timer.at > moment) break;
        timers.delete(timer);
        // A timer that fell due during sleep fires at waking, not at its own time.
        now = Math.max(now, timer.at);
        timer.callback();
        await quiet();
      }
      now = Math.max(now, moment);
    },
  };
}
