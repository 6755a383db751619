/** Handlers of the `accounts` area. Secrets come in here and never go out. */
import type { ChangeHub } from '../changes.ts';
import type { Engine } from '../engine.ts';
import type { Handlers } from './register.ts';

type AccountChannel = Extract<keyof Handlers, `accounts.${string}`>;

export function accountHandlers(engine: () => Promise<Engine>, changes: ChangeHub): Pick<Handlers, AccountChannel> {
  let stopWatching = () => {};

  return {
    async 'accounts.check'({ checkId, ...argument }) {
      const { accounts } = await engine();
      return accounts.check(argument, (index, step) => changes.publish({ type: 'check-step', checkId, index, step }));
    },
    async 'accounts.add'(argument) {
      return (await engine()).accounts.add(argument);
    },
    async 'accounts.update'(argument) {
      return (await engine()).accounts.update(argument);
    },
    async 'accounts.replaceSecret'(argument) {
      return (await engine()).accounts.replaceSecret(argument);
    },
    async 'accounts.remove'({ accountId }) {
      const { accounts, rehearsal } = await engine();
      if (rehearsal.state().accountIds.includes(accountId)) await rehearsal.stop();
      else await accounts.remove(accountId);
      return null;
    },
    async 'accounts.refresh'({ accountId }) {
      await (await engine()).accounts.refresh(accountId);
      return null;
    },
    async 'accounts.setPaused'({ accountId, paused }) {
      return (await engine()).accounts.setPaused(accountId, paused);
    },
    async 'accounts.watchCalls'({ accountId }) {
      const { calls } = await engine();
      stopWatching();
      stopWatching = () => {};
      if (accountId === null) return [];
      const watching = calls.watch(accountId, (record) => changes.publish({ type: 'call', accountId, record }));
      stopWatching = watching.end;
      return watching.records;
    },
  };
}
