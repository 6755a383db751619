/** Whether what Parley shows at the end of the day is true. */
import type { Engine } from '../../main/engine.ts';
import { readHistory, whatIsWrong, whatWasNotSaid } from './history.ts';
import { minute, repeat, second, withEngine, type Room, type Scene } from './scene.ts';

/** The service's own times may be whole seconds. */
const precision = second;
/** Everything is read at least this often, ms, when all is well. */
const longestWait = 45 * 60 * second;

/** Notes every problem in the journal; answers how many gaps are marked. */
export async function judge(scene: Scene, engine: Engine): Promise<{ gaps: number }> {
  const { journal, services } = scene;
  let gaps = 0;
  for (const room of scene.rooms) gaps += await judgeRoom(room, scene, engine);
  await judgeSends(scene, engine);
  for (const { service, account } of services) {
    const violations = service.rateViolations();
    if (violations > 0) journal.problem(`${account.name} was called too fast ${violations} times`);
  }
  const unread = (await engine.store.readConversations()).reduce((sum, conversation) => sum + conversation.unread, 0);
  const total = await engine.store.readUnreadTotal();
  if (unread !== total) journal.problem(`${total} messages count as unread, but ${unread} in the list of conversations`);
  return { gaps };
}

/** What a service said shortly before a read may have been on its way: a slow answer is as old as its request. */
const slowest = 30 * second;

/** All day: what Parley says it is caught up to, it has. */
export function startInspections(scene: Scene): void {
  const random = scene.randomFor('inspections');
  repeat(scene, scene.desk, random, [minute, 3 * minute], () =>
    withEngine(scene, (engine) => inspect(random.pick(scene.rooms), scene, engine)),
  );
}

async function inspect(room: Room, { journal }: Scene, { store }: Engine): Promise<void> {
  const conversation = await store.readConversation(room.id);
  if (!conversation || conversation.gaps > 0 || room.service.window === 0) return;
  const { messages } = await readHistory(store, room.id);
  const texts = new Set(messages.map(({ text }) => text));
  const missing = journal.posts.find(
    (post) => post.room === room && post.at < (conversation.caughtUpAt ?? 0) - slowest && !texts.has(post.text),
  );
  if (missing)
    journal.problem(`${room.service.account.name}, ${room.remoteId} claimed to be caught up, and had not read “${missing.text}”`);
}

async function judgeRoom(room: Room, { journal, world }: Scene, { roster, store }: Engine): Promise<number> {
  const name = `${room.service.account.name}, ${room.remoteId}`;
  const history = await readHistory(store, room.id);
  const truth = room.service.service.truth(room.remoteId);
  const wrong = room.service.window === 0 ? whatWasNotSaid(history, truth) : whatIsWrong(history, truth, room.service.window);
  if (wrong) journal.problem(`${name}: ${wrong}`);

  const conversation = await store.readConversation(room.id);
  const { health } = roster.view(conversation!.accountId);
  if (health.state !== 'ok') journal.problem(`${room.service.account.name} is ${health.state}: ${health.sentence}`);
  const age = world.now() - (conversation?.caughtUpAt ?? 0);
  if (room.service.window !== 0 && age > longestWait) journal.problem(`${name} was last read ${Math.round(age / 60_000)} minutes ago`);
  if (conversation?.trouble) journal.problem(`${name} still says: ${conversation.trouble}`);
  if ((conversation?.gaps ?? 0) !== history.gaps.length)
    journal.problem(`${name} counts ${conversation?.gaps} gaps and shows ${history.gaps.length}`);

  const unread = history.messages.filter((message) => message.unread);
  if (conversation?.unread !== unread.length)
    journal.problem(`${name} counts ${conversation?.unread} unread messages and shows ${unread.length}`);
  const { known, at, surely } = room.marked;
  for (const message of surely ? history.messages : []) {
    if (message.mine && message.unread) journal.problem(`${name}: our own “${message.text}” counts as unread`);
    if (!message.mine && !message.unread && message.sentAt > at + precision)
      journal.problem(`${name}: “${message.text}” counts as read, and nobody read it`);
    if (message.unread && message.sentAt < known - 30 * second)
      journal.problem(`${name}: “${message.text}” was marked read and counts as unread`);
  }
  return history.gaps.length;
}

/** Each message the user sent is at the service exactly once, or Parley says that it is not or may not be there. */
async function judgeSends({ journal }: Scene, { store }: Engine): Promise<void> {
  for (const { id, room, text, taken } of journal.sends) {
    const item = await store.readOutboxItem(id);
    const message = item?.messageId ? await store.readMessage(item.messageId) : null;
    if (message && (!message.message.mine || message.message.text !== text))
      journal.problem(`“${text}” is shown as somebody else’s, or with other words`);
    const copies = room.service.service.truth(room.remoteId).filter((line) => line.text === text).length;
    const expected = item?.state === 'confirmed' ? 1 : 0;
    if (!item && taken) journal.problem(`“${text}” was taken and is gone`);
    if (item && !['confirmed', 'unknown', 'failed'].includes(item.state))
      journal.problem(`“${text}” (${room.service.account.name}, ${room.remoteId}) is still ${item.state}: ${item.reason}`);
    const unknowable = item?.state === 'unknown' && room.service.window === 0;
    if (copies !== expected && !unknowable)
      journal.problem(`“${text}” is at the service ${copies} times, and Parley calls it ${item?.state ?? 'nothing'}`);
  }
}
