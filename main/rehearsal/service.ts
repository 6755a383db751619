/** What every service of the rehearsal offers: to Parley itself, and to the tests that talk to the same servers. */
import { systemClock, type Clock } from '../clock.ts';
import type { Fault } from './faults.ts';
import { createFaultSwitch, type FaultSwitch, type PlannedFault } from './fault-switch.ts';
import type { Call, Outcome } from './reply.ts';
import { startLoopbackServer, type RequestRecord } from './server.ts';

export interface RehearsalOptions {
  /** Latency and life run on it. */
  clock?: Clock;
  /** New messages keep arriving, and people answer. */
  lively?: boolean;
  /** The same seed gives the same people saying the same things; 1 when left out. Keys are always new ones. */
  seed?: number;
}

export interface SampleAccount {
  kind: string;
  name: string;
  /** Field values by name, secrets included. */
  values: Record<string, string>;
  /** What a finished sign-in would have brought. */
  tokens?: Record<string, string>;
}

export interface RehearsedService {
  /** To be added as accounts. */
  accounts: SampleAccount[];
  faults: { id: string; label: string; detail: string }[];
  activeFault(): string | null;
  /** null switches it off. Throws for an unknown id. */
  setFault(id: string | null): void;
  stop(): Promise<void>;

  /** For tests: lines up a fault for the next request, or the next that fits. */
  failNext(planned: PlannedFault): void;
  /** For tests: one request without a socket between, which fails and counts like any other. */
  answer(call: Call): Promise<Outcome>;
  /** For tests: the latest requests, oldest first. */
  requests: readonly RequestRecord[];
  /** For tests: requests the service refused, or would have, for coming too fast. */
  rateViolations(): number;
  /** For tests: somebody (known by name, or new) writes in a conversation, which is made if need be. */
  post(conversation: string, author: string, text: string): unknown;
  /** For tests: what the service holds now, oldest first; deleted messages are left out. `conversation` is its `remoteId` in Parley. */
  truth(conversation: string): { author: string; text: string }[];
}

export interface ServicePlay {
  /** http://127.0.0.1:PORT */
  origin: string;
  answer: RehearsedService['answer'];
  requests: readonly RequestRecord[];
  failNext: FaultSwitch['failNext'];
  faults: RehearsedService['faults'];
  activeFault: FaultSwitch['active'];
  setFault: FaultSwitch['set'];
  /** Resets the connection of every answer that is still open. */
  breakStreams(): void;
  stop(): Promise<void>;
}

/** Puts a service's API behind a loopback server on which any of `faults` can be switched on. */
export async function playService(
  act: (call: Call) => Outcome,
  faults: readonly Fault[],
  clock: Clock = systemClock,
): Promise<ServicePlay> {
  const faultSwitch = createFaultSwitch(faults);
  const server = await startLoopbackServer({ act, faults: faultSwitch, clock });
  return {
    origin: `http://127.0.0.1:${server.port}`,
    answer: server.answer,
    requests: server.requests,
    failNext: faultSwitch.failNext,
    faults: faults.map(({ id, label, detail }) => ({ id, label, detail })),
    activeFault: faultSwitch.active,
    setFault(id) {
      faultSwitch.set(id);
      if (faults.find((fault) => fault.id === id)?.breaksStreams) server.breakStreams();
    },
    breakStreams: server.breakStreams,
    stop: server.stop,
  };
}
