/** Handlers of the `managed` area: what a service has besides messages. A secret that is revealed goes out here and is kept nowhere. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import type { Handlers } from './register.ts';

type ManagedChannel = Extract<keyof Handlers, `managed.${string}`>;

export function managedHandlers(engine: () => Promise<Engine>): Pick<Handlers, ManagedChannel> {
  /** The running account's management, and its turn to make a call in. Rejects with a `Problem` where there is none. */
  async function managing(accountId: string) {
    const { roster, sync } = await engine();
    const active = sync.active(roster.record(accountId).id);
    if (!active) throw new Problem('conflict', 'The account is not connected, so nothing can be looked after now.');
    const { account } = active;
    const { management } = account.connection;
    if (!management) throw new Problem('conflict', `${account.info.name} has nothing to look after from here.`);
    const call = <Value>(job: (signal: AbortSignal) => Promise<Value>) => account.call('user', (_connection, signal) => job(signal));
    /** What changed may be a conversation: all is listed and read again. */
    const change = async <Value>(job: (signal: AbortSignal) => Promise<Value>) => {
      const value = await call(job);
      sync.readNow(accountId);
      return value;
    };
    return { management, call, change };
  }

  return {
    async 'managed.list'({ accountId, kind, parentId }) {
      const { management, call } = await managing(accountId);
      return call((signal) => management.list(kind, parentId, signal));
    },
    async 'managed.create'({ accountId, kind, parentId, values }) {
      const { management, change } = await managing(accountId);
      return change((signal) => management.create(kind, parentId, values, signal));
    },
    async 'managed.update'({ accountId, kind, parentId, itemId, values }) {
      const { management, change } = await managing(accountId);
      return change((signal) => management.update(kind, parentId, itemId, values, signal));
    },
    async 'managed.remove'({ accountId, kind, parentId, itemId }) {
      const { management, change } = await managing(accountId);
      await change((signal) => management.remove(kind, parentId, itemId, signal));
      return null;
    },
    async 'managed.reveal'({ accountId, kind, parentId, itemId }) {
      const { management, call } = await managing(accountId);
      if (!management.reveal) throw new Problem('conflict', 'There is no secret to show here.');
      return call((signal) => management.reveal!(kind, parentId, itemId, signal));
    },
  };
}
