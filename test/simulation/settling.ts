/** What the user settles: what Parley could not deliver or be sure of, and sign-ins that were lost. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { Engine } from '../../main/engine.ts';
import type { SignInTarget } from '../../main/accounts/sign-ins.ts';
import { Problem } from '../../main/problem.ts';
import { ProviderError } from '../../main/providers/errors.ts';
import { AccountStopped } from '../../main/sync/active-account.ts';
import type { Scene } from './scene.ts';

/** Decides on everything Parley could not decide alone. */
export type Settle = (engine: Engine) => Promise<void>;

export function createSettling({ journal, rooms, services }: Scene): Settle {
  const checked = new Set<string>();
  let signIns = 0;

  /** Asks Parley to look once more; if that did not help, looks with other eyes. */
  function wordOn({ id, text, conversationId }: OutboxItem): 'check-again' | 'send-again' | 'delivered' {
    if (!checked.has(id)) {
      checked.add(id);
      return 'check-again';
    }
    const room = rooms.find((candidate) => candidate.id === conversationId);
    const there = room?.service.service.truth(room.remoteId).some((line) => line.text === text);
    return there ? 'delivered' : 'send-again';
  }

  /** A change that failed is tried again, unless its message is gone or the user wants something newer by now. */
  async function isPointless({ id, kind, targetId }: OutboxItem, { store }: Engine): Promise<boolean> {
    if (kind === 'send' || targetId === null) return false;
    const target = await store.readMessage(targetId);
    const wish = journal.wishes.find((candidate) => candidate.id === id);
    const later = journal.wishes.slice(journal.wishes.indexOf(wish!) + 1).some(({ note }) => note === wish!.note);
    return later || !target || target.message.deleted;
  }

  async function settleFailed(item: OutboxItem, engine: Engine): Promise<void> {
    if (!(await isPointless(item, engine))) return void (await engine.outbox.retry(item.id));
    await engine.outbox.discard(item.id);
    journal.wishes.find(({ id }) => id === item.id)!.dropped = true;
  }

  /** Gives up where the service or the network fails; there is another time. */
  async function signIn(typed: () => Record<string, string>, target: SignInTarget, { accounts }: Engine): Promise<void> {
    signIns += 1;
    const id = `sign-in-${signIns}`;
    try {
      let state = await accounts.signIns.begin(id, target);
      while (!state.done) state = await accounts.signIns.answer(id, typed());
    } catch (error) {
      accounts.signIns.cancel(id);
      if (!(error instanceof ProviderError || error instanceof Problem || error instanceof AccountStopped)) throw error;
    }
  }

  async function signInAgain(engine: Engine): Promise<void> {
    for (const { id, name, health } of engine.roster.all()) {
      const service = services.find(({ account }) => account.name === name);
      if (health.state === 'refused' && service?.typed) await signIn(() => service.typed!(''), { accountId: id, values: {} }, engine);
    }
    for (const { id, remoteId, signIn: needed } of await engine.store.readConversations()) {
      const room = needed === 'needed' ? rooms.find((candidate) => candidate.id === id) : undefined;
      if (room?.service.typed) await signIn(() => room.service.typed!(remoteId), { conversationId: id }, engine);
    }
  }

  return async (engine) => {
    await signInAgain(engine);
    for (const item of await engine.store.readStuckOutbox()) {
      if (item.state === 'failed') await settleFailed(item, engine);
      else if (item.state === 'unknown') await engine.outbox.resolve(item.id, wordOn(item));
    }
  };
}
