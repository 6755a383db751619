/** A whole engine beside one service of the rehearsal, on a clock that runs fast: a minute passes in about a second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, Conversation } from '../../preload/contract/domain.ts';
import { createChangeHub } from '../../main/changes.ts';
import type { Clock } from '../../main/clock.ts';
import { startEngine, type Engine } from '../../main/engine.ts';
import { openStore } from '../../main/store/open-store.ts';
import type { RehearsalOptions, RehearsedService, SampleAccount } from '../../main/rehearsal/service.ts';
import { storeWorker } from '../support/store-worker.ts';

const usualSpeed = 50;
const tick = 2;

/** A clock whose speed can be changed while timers run on it. */
export interface FastClock extends Clock {
  /** How many times faster than real time; 50 at first. */
  speed: number;
  stop(): void;
}

export function fastClock(): FastClock {
  let now = Date.now();
  let seen = performance.now();
  let timers: { at: number; callback: () => void }[] = [];
  const pass = () => {
    const real = performance.now();
    now += (real - seen) * clock.speed;
    seen = real;
  };
  const interval = setInterval(() => {
    pass();
    const due = timers.filter((timer) => timer.at <= now).sort((a, b) => a.at - b.at);
    timers = timers.filter((timer) => timer.at > now);
    for (const { callback } of due) callback();
  }, tick);
  const clock: FastClock = {
    speed: usualSpeed,
    now() {
      pass();
      return Math.round(now);
    },
    after(milliseconds, callback) {
      const timer = { at: clock.now() + Math.max(0, milliseconds), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    random: Math.random,
    stop: () => clearInterval(interval),
  };
  return clock;
}

export interface FaultBench extends AsyncDisposable {
  engine: Engine;
  /** Lets a long pause that the service asked for pass in seconds. */
  sitOutPauses(): void;
  service: RehearsedService;
  sample: SampleAccount;
  accountId: string;
  account(): Account;
  conversation(): Promise<Conversation>;
  /** Everything that was logged, and every sentence a user could have seen. */
  words(): string;
  /** What takes the place of the network; null for the real one. */
  network: { fault: typeof fetch | null };
}

/** `kind` is the account kind to try; the account has one conversation that can be read or at least sent to. */
export async function startFaultBench(
  start: (options: RehearsalOptions) => Promise<RehearsedService>,
  kind: string,
  title?: string,
): Promise<FaultBench> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  const clock = fastClock();
  const service = await start({ clock, lively: false });
  const sample = service.accounts.find((candidate) => candidate.kind === kind)!;
  const network: FaultBench['network'] = { fault: null };
  const heard: string[] = [];
  const log = (text: string, facts?: Record<string, unknown>) => void heard.push(`${text} ${JSON.stringify(facts ?? {})}`);
  const logger = { debug: log, info: log, warn: log };
  const hub = createChangeHub();
  hub.onBatch((batch) => heard.push(JSON.stringify(batch)));
  const engine = await startEngine({
    dataFolder: folder,
    openStore: () => openStore({ file: join(folder, 'parley.sqlite'), workerFile: storeWorker, log: logger }),
    keytar: { getPassword: async () => null, setPassword: async () => undefined, deletePassword: async () => true },
    fetchFor: () => (input, init) => (network.fault ?? fetch)(input, init),
    resolveProxy: async () => 'DIRECT',
    clock,
    log: logger,
    hideSecret() {},
    changes: hub,
    onArrived() {},
    onReminded() {},
    onLoggedOut() {},
  });
  let chosen: number | null = null;
  const { name, values, tokens = {} } = sample;
  const { id: accountId } = await engine.accounts.add({ kind, name, values, keep: 'rehearsal' }, tokens);

  return {
    engine,
    service,
    sample,
    accountId,
    network,
    sitOutPauses() {
      const { state, nextPollAt } = engine.roster.view(accountId).health;
      const long = state === 'limited' && (nextPollAt ?? 0) - clock.now() > 30_000;
      clock.speed = long ? 1000 : usualSpeed;
    },
    account: () => engine.roster.view(accountId),
    async conversation() {
      if (chosen !== null) return (await engine.store.readConversation(chosen))!;
      const all = (await engine.store.readConversations()).filter(
        (each) => each.accountId === accountId && !each.readOnlyReason && (title ?? each.title) === each.title,
      );
      const found = all.find((each) => each.signIn === 'done') ?? all.find((each) => each.signIn === 'none')!;
      chosen = found?.id ?? null;
      return found;
    },
    words: () => heard.join('\n'),
    async [Symbol.asyncDispose]() {
      await engine.close();
      await service.stop();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `read` answers something truthy; fails with `what` and what is there instead. */
export async function until<Value>(what: string, read: () => Value | Promise<Value>, within = 15_000): Promise<NonNullable<Value>> {
  const end = Date.now() + within;
  for (;;) {
    const value = await read();
    if (value) return value as NonNullable<Value>;
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await sleep(15);
  }
}
