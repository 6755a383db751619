/** All day: what Parley says it is caught up to, it has. */
import { readHistory } from './history.ts';
import { minute, repeat, second, withEngine, type Room, type Scene } from './scene.ts';
import type { Engine } from '../../main/engine.ts';
import { surely } from './unseen.ts';

/** What a service said shortly before a read may have been on its way: a slow answer is as old as its request. */
const slowest = 30 * second;
/** A page of the newest messages surely holds so many of them, whatever was deleted among them. */
const surelyRead = 25;

export function startInspections(scene: Scene): void {
  const random = scene.randomFor('inspections');
  repeat(scene, scene.desk, random, [minute, 3 * minute], () =>
    withEngine(scene, (engine) => inspect(random.pick(scene.rooms), scene, engine)),
  );
}

async function inspect(room: Room, { journal }: Scene, { store }: Engine): Promise<void> {
  const conversation = await store.readConversation(room.id);
  if (!conversation || room.service.window === 0) return;
  const history = await readHistory(store, room.id);
  for (const { id, text, deleted } of history.messages) if (!deleted) journal.seen.set(id, (journal.seen.get(id) ?? new Set()).add(text));

  const name = `${room.service.account.name}, ${room.remoteId}`;
  const until = (conversation.caughtUpAt ?? 0) - slowest;
  const texts = new Set(history.messages.map(({ text }) => text));
  const missing = journal.posts.find(
    (post) => post.room === room && post.at < until && !post.gone && !post.texts.some((text) => texts.has(text)),
  );
  if (missing && conversation.gaps === 0) journal.problem(`${name} claimed to be caught up, and had not read “${missing.texts[0]}”`);

  const lost = new Map(journal.losses.filter(({ post, at }) => post.room === room && at < until).map((loss) => [loss.text, loss]));
  const shows = room.service.shows(room.remoteId);
  const isSure = surely(history, room.service.service.truth(room.remoteId), { ...shows, newest: Math.min(shows.newest, surelyRead) });
  const stale = history.messages.find(({ text, deleted }, index) => !deleted && lost.has(text) && isSure(index));
  if (stale) journal.problem(`${name} claimed to be caught up, and still showed “${stale.text}”, which is no longer said`);
}
