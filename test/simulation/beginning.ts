/** How a simulated day begins: rooms in which something was said already, and a Parley that gets its accounts. */
import type { Engine } from '../../main/engine.ts';
import { minute, second, type Pass, type Scene } from './scene.ts';

/** What was said before Parley came: a few lines, and in some rooms more than a page. */
export function fillRooms({ rooms, randomFor, world }: Scene): void {
  const random = randomFor('before');
  for (const { service, remoteId } of rooms) {
    // There is one already, and none may be gone before Parley looks.
    const most = (service.window ?? Infinity) - 1;
    const lines = Math.max(0, Math.min(most, random.next() < 0.02 ? random.between(100, 130) : random.between(0, 10)));
    for (let line = 1; line <= lines; line += 1) service.service.post(remoteId, 'Ana', `Line ${line} before ${world.now()}`);
  }
}

/** For the first read of everything. */
const longestStart = 10 * minute;

/** Adds every account and waits until all rooms have been read once. */
export async function addAccounts(scene: Scene, engine: Engine, pass: Pass): Promise<void> {
  for (const { account } of scene.services) {
    const { tokens, ...rest } = account;
    const added = engine.accounts.add({ ...rest, keep: 'keychain' }, tokens ?? {});
    await pass(5 * second);
    await added;
  }
  const deadline = scene.world.now() + longestStart;
  let unread = await findRooms(scene, engine);
  while (unread.length > 0 && scene.world.now() < deadline) {
    await pass(30 * second);
    unread = await findRooms(scene, engine);
  }
  if (unread.length > 0) throw new Error(`these were not read: ${unread.join('; ')}`);
  for (const room of scene.rooms) room.marked = { known: 0, at: scene.world.now(), surely: true };
}

/** Finds the rooms in Parley; answers the names of those that are not there yet, or not read. */
async function findRooms({ rooms }: Scene, { roster, store }: Engine): Promise<string[]> {
  const conversations = await store.readConversations();
  return rooms.flatMap((room) => {
    const { account, window } = room.service;
    const found = conversations.find(
      ({ accountId, remoteId }) => remoteId === room.remoteId && roster.view(accountId).name === account.name,
    );
    room.id = found?.id ?? 0;
    return found && (found.caughtUpAt !== null || window === 0) ? [] : [`${account.name}, ${room.remoteId}`];
  });
}
