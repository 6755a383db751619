/** A whole engine on a real database and real HTTP; only the keychain, the operating system's edge, is in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Account, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { createChangeHub } from '../../../main/changes.ts';
import { systemClock } from '../../../main/clock.ts';
import { startEngine, type Engine } from '../../../main/engine.ts';
import { openStore } from '../../../main/store/open-store.ts';
import { storeWorker } from '../../support/store-worker.ts';
import { startEightByEight, type EightByEightService } from '../../../main/rehearsal/eight-by-eight/index.ts';

export interface Running {
  engine: Engine;
  changes: Change[];
  arrived: Message[];
  /** Ends the engine as a quit does and starts another on the same data and keychain. */
  restart(): Promise<void>;
}

export interface Bench extends AsyncDisposable, Running {
  folder: string;
  server: EightByEightService;
  keychain: Map<string, string>;
  /** An account for these rooms of the rehearsal server, kept like any other account. */
  addAccount(rooms: string[], values?: Record<string, string>): Promise<Account>;
}

const silent = { debug() {}, info() {}, warn() {} };

export async function startBench(options: { fetch?: typeof fetch } = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-engine-'));
  const keychain = new Map<string, string>();
  const server = await startEightByEight({ lively: false });
  const keytar = {
    getPassword: async (_service: string, account: string) => keychain.get(account) ?? null,
    setPassword: async (_service: string, account: string, password: string) => void keychain.set(account, password),
    deletePassword: async (_service: string, account: string) => keychain.delete(account),
  };

  const bench = { folder, server, keychain, changes: [] as Change[], arrived: [] as Message[] } as Bench;

  async function start(): Promise<void> {
    const hub = createChangeHub();
    hub.onBatch((batch) => bench.changes.push(...batch));
    bench.engine = await startEngine({
      dataFolder: folder,
      openStore: () =>
        openStore({
          file: join(folder, 'parley.sqlite'),
          workerFile: storeWorker,
          log: silent,
        }),
      keytar,
      fetchFor: () => options.fetch ?? fetch,
      resolveProxy: async () => 'DIRECT',
      clock: systemClock,
      log: silent,
      hideSecret() {},
      changes: hub,
      onArrived: (_accountId, messages) => bench.arrived.push(...messages),
      onReminded() {},
      onLoggedOut() {},
    });
  }

  bench.restart = async () => {
    await bench.engine.close();
    await start();
  };
  bench.addAccount = (rooms, values = {}) => {
    const { values: own } = server.accounts[0]!;
    return bench.engine.accounts.add({
      kind: '8x8-chapi',
      name: 'Test',
      values: { ...own, rooms: rooms.join('\n'), ...values },
      keep: 'keychain',
    });
  };
  bench[Symbol.asyncDispose] = async () => {
    await bench.engine.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return bench;
}

/** Waits until `read` answers something truthy; fails with `what` after `within` ms. */
export async function until<Value>(what: string, read: () => Value | Promise<Value>, within = 8000): Promise<NonNullable<Value>> {
  const end = Date.now() + within;
  for (;;) {
    const value = await read();
    if (value) return value as NonNullable<Value>;
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await sleep(20);
  }
}

export async function conversationNamed(engine: Engine, title: string) {
  const found = (await engine.store.readConversations()).find((conversation) => conversation.title === title);
  if (!found) throw new Error(`no conversation ${title}`);
  return found;
}

export async function texts(engine: Engine, conversationId: number): Promise<string[]> {
  const page = await engine.store.readMessagePage({ conversationId, at: 'newest', limit: 500 });
  return page.messages.map((message) => message.text);
}

export async function itemState(engine: Engine, id: string): Promise<OutboxItem['state'] | undefined> {
  return (await engine.store.readOutboxItem(id))?.state;
}
