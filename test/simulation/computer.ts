/** The user's computer: a disk, a keychain, and Parley's engine, which is started, quit, killed and put to sleep on it. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Message } from '../../preload/contract/domain.ts';
import { createChangeHub } from '../../main/changes.ts';
import { startEngine, type Engine, type EngineParts } from '../../main/engine.ts';
import type { Logger } from '../../main/providers/contract.ts';
import type { ProgramClock, SimulatedTime } from './clock.ts';
import type { Disk, OpenedStore } from './disk.ts';
import type { Network } from './network.ts';
import { watchStore, type WatchedStore } from './watched-store.ts';

export interface Computer {
  /** The engine once the program is ready; null while none runs. */
  engine(): Engine | null;
  /** Nothing happens when it runs already. */
  start(): Promise<void>;
  /** Ends the program as its menu does. */
  quit(): Promise<void>;
  /** Ends the program where it stands. */
  kill(): void;
  /** Kills it in place of the answer to the store call that comes after `calls` more; `carriedOut` says whether that call took effect. */
  killAtStoreCall(calls: number, carriedOut: boolean, killed: () => void): void;
  setAsleep(asleep: boolean): void;
  /** Resolves when nothing moves until time does. */
  quiet(): Promise<void>;
  remove(): Promise<void>;
}

export interface ComputerParts {
  time: SimulatedTime;
  disk: Disk;
  network: Network;
  /** The program is ready. */
  onStarted(engine: Engine): void;
  onArrived(messages: Message[]): void;
  /** What the program logs as a warning. */
  onWarning(text: string, facts: Record<string, unknown>): void;
}

interface Program {
  clock: ProgramClock;
  opened: OpenedStore | null;
  store: WatchedStore | null;
  engine: Engine | null;
}

export function createComputer({ time, disk, network, onStarted, onArrived, onWarning }: ComputerParts): Computer {
  const keychain = new Map<string, string>();
  let program: Program | null = null;
  /** Opening the database, or giving it up: time stands still meanwhile. */
  let diskWork: Promise<unknown> | null = null;

  function onDisk<Value>(work: Promise<Value>): Promise<Value> {
    const own = work.finally(() => {
      if (diskWork === own) diskWork = null;
    });
    diskWork = own;
    return own;
  }

  async function start(): Promise<void> {
    if (program) return;
    const own: Program = { clock: time.startProgram(), opened: null, store: null, engine: null };
    program = own;
    await diskWork;
    if (program !== own) return;
    const engine = await startEngine(partsFor(own));
    if (program !== own) return;
    own.engine = engine;
    onStarted(engine);
  }

  /** What the program is given. All of it falls silent with the program: what a killed one still tries must reach nothing. */
  function partsFor(own: Program): EngineParts {
    const { clock } = own;
    const alive = <Value>(value: () => Value): Promise<Value> => (clock.ended() ? new Promise(() => {}) : Promise.resolve(value()));
    const log: Logger = {
      debug() {},
      info() {},
      warn: (text, facts = {}) => void (clock.ended() || onWarning(text, facts)),
    };
    return {
      dataFolder: disk.folder,
      async openStore() {
        own.opened = disk.open(log);
        const { store, outcome } = await onDisk(own.opened.opening);
        if (clock.ended()) return new Promise(() => {});
        own.store = watchStore(store);
        return { store: own.store.store, outcome };
      },
      keytar: {
        getPassword: (_service, account) => alive(() => keychain.get(account) ?? null),
        setPassword: (_service, account, password) => alive(() => void keychain.set(account, password)),
        deletePassword: (_service, account) => alive(() => keychain.delete(account)),
      },
      fetchFor: () => network.fetchFor(clock),
      resolveProxy: async () => 'DIRECT',
      clock,
      log,
      hideSecret() {},
      changes: createChangeHub(),
      onArrived: (_accountId, messages) => void (clock.ended() || onArrived(messages)),
      onReminded() {},
      onLoggedOut() {},
    };
  }

  async function giveUp({ opened, store }: Program): Promise<void> {
    await opened?.opening;
    while (store && !store.isIdle()) await turn();
    await opened?.abandon();
  }

  function kill(): void {
    if (!program) return;
    const killed = program;
    program = null;
    killed.clock.end();
    killed.store?.cutOff();
    network.strand();
    void onDisk(giveUp(killed));
  }

  return {
    engine: () => program?.engine ?? null,
    start,
    async quit() {
      if (!program?.engine) return kill();
      const { engine, clock } = program;
      program = null;
      await onDisk(engine.close());
      clock.end();
      network.strand();
    },
    kill,
    killAtStoreCall(calls, carriedOut, killed) {
      program?.store?.interrupt(calls, carriedOut, () => {
        kill();
        killed();
      });
    },
    setAsleep(asleep) {
      time.setAsleep(asleep);
      if (asleep) network.strand();
    },
    async quiet() {
      do await turn();
      while (diskWork || network.isBusy() || (program?.store && !program.store.isIdle()));
    },
    async remove() {
      kill();
      await diskWork;
      disk.remove();
    },
  };
}
