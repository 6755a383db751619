/** A whole engine beside one service of the rehearsal, on a clock that runs fast: a minute passes in about a second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, Conversation } from '../../preload/contract/domain.ts';
import { createChangeHub } from '../../main/changes.ts';
import { systemClock, type Clock } from '../../main/clock.ts';
import { startEngine, type Engine } from '../../main/engine.ts';
import type { RehearsalOptions, RehearsedService, SampleAccount } from '../../main/rehearsal/service.ts';

const speed = 50;

export function fastClock(): Clock {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    after: (milliseconds, callback) => systemClock.after(milliseconds / speed, callback),
    random: Math.random,
  };
}

export interface FaultBench extends AsyncDisposable {
  engine: Engine;
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
  const hub = createChangeHub();
  hub.onBatch((batch) => heard.push(JSON.stringify(batch)));
  const engine = await startEngine({
    databaseFile: join(folder, 'parley.sqlite'),
    storeWorker: new URL('../../main/store/worker.ts', import.meta.url),
    keytar: { getPassword: async () => null, setPassword: async () => undefined, deletePassword: async () => true },
    fetchFor: () => (input, init) => (network.fault ?? fetch)(input, init),
    resolveProxy: async () => 'DIRECT',
    clock,
    log: { debug: log, info: log, warn: log },
    hideSecret() {},
    changes: hub,
    onArrived() {},
    onLoggedOut() {},
  });
  const { name, values, tokens = {} } = sample;
  const { id: accountId } = await engine.accounts.add({ kind, name, values, keep: 'rehearsal' }, tokens);

  return {
    engine,
    service,
    sample,
    accountId,
    network,
    account: () => engine.roster.view(accountId),
    async conversation() {
      const all = (await engine.store.readConversations()).filter(
        (each) => each.accountId === accountId && (title === undefined ? !each.readOnlyReason : each.title === title),
      );
      return all.find((each) => each.signIn === 'done') ?? all.find((each) => each.signIn === 'none')!;
    },
    words: () => heard.join('\n'),
    async [Symbol.asyncDispose]() {
      await engine.close();
      await service.stop();
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
