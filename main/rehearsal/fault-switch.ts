/** Which fault meets the next request: one a test has lined up, else the one that is switched on. */
import type { Fault } from './faults.ts';
import type { Call } from './reply.ts';

export interface PlannedFault {
  /** A fault of the list by its id, or one of the test's own. */
  fault: string | Omit<Fault, 'id' | 'label' | 'detail'>;
  /** Which requests it is for; all when left out. */
  when?: (call: Call) => boolean;
  /** How often; once when left out. */
  times?: number;
}

export interface FaultSwitch {
  active(): string | null;
  /** null switches it off. Throws for an unknown id. */
  set(id: string | null): void;
  failNext(planned: PlannedFault): void;
  take(call: Call): Omit<Fault, 'id' | 'label' | 'detail'> | null;
}

export function createFaultSwitch(faults: readonly Fault[]): FaultSwitch {
  let active: Fault | null = null;
  const planned: Required<PlannedFault>[] = [];

  function named(id: string): Fault {
    const fault = faults.find((candidate) => candidate.id === id);
    if (!fault) throw new Error(`There is no fault “${id}”.`);
    return fault;
  }

  return {
    active: () => active?.id ?? null,
    set(id) {
      active = id === null ? null : named(id);
    },
    failNext({ fault, when = () => true, times = 1 }) {
      planned.push({ fault: typeof fault === 'string' ? named(fault) : fault, when, times });
    },
    take(call) {
      const next = planned.find((candidate) => candidate.when(call));
      if (!next) return active;
      next.times -= 1;
      if (next.times <= 0) planned.splice(planned.indexOf(next), 1);
      return typeof next.fault === 'string' ? named(next.fault) : next.fault;
    },
  };
}
