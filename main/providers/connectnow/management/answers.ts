/** What companies, chats and people have in common: how answers to changes are read. */
import type { ManagedItem } from '../../../../preload/contract/provider.ts';
import { Protocol, Rejected } from '../../errors.ts';
import { titleNames } from '../assumptions.ts';
import { unwrap } from '../pick.ts';

/** The thing an answer holds; where it holds none, as with 202, the thing that was asked for. */
export function answeredItem(json: unknown, asked: Omit<ManagedItem, 'detail'>, read: (object: unknown) => ManagedItem): ManagedItem {
  try {
    return read(unwrap(json));
  } catch (error) {
    if (!(error instanceof Protocol)) throw error;
    return { ...asked, detail: 'ConnectNow has taken this and is still at it. Look again in a moment.' };
  }
}

/** Whatever name the service has for a title, the form calls it `name`. */
export async function titleErrors<Value>(job: () => Promise<Value>): Promise<Value> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const { fields } = error;
    const named = Object.entries(fields).map(([name, said]) => [(titleNames as readonly string[]).includes(name) ? 'name' : name, said]);
    throw new Rejected(error.message, error.reason, Object.fromEntries(named));
  }
}

/** What is gone already counts as removed. */
export async function removed(job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (error) {
    if (!(error instanceof Rejected) || error.reason !== 'not-found') throw error;
  }
}
