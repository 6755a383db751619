/** Whether everything the user sent, changed and deleted had its effect exactly once, or Parley says that it had none. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { Engine } from '../../main/engine.ts';
import type { Store } from '../../main/store/contract.ts';
import type { Journal, Note, Wish } from './journal.ts';
import { readNote } from './notes.ts';
import type { Scene } from './scene.ts';

export async function judgeNotes({ journal }: Scene, { store }: Engine): Promise<void> {
  for (const [index, note] of journal.notes.entries()) await judgeNote(note, index + 1, journal, store);
}

async function judgeNote(note: Note, number: number, journal: Journal, store: Store): Promise<void> {
  const { text, taken, room } = note;
  const problem = (what: string) => journal.problem(`“${text}” (${room.service.account.name}, ${room.remoteId}) ${what}`);
  const item = await store.readOutboxItem(note.id);
  if (!item && taken) problem('was taken and is gone');
  const unknowable = item?.state === 'unknown' && room.service.window === 0;
  if (item && item.state !== 'confirmed' && !unknowable) problem(`is still ${item.state}: ${item.reason}`);
  if (item) await judgeShown(item, note, number, store, problem);

  const wanted = await whatIsWanted(note, item, journal, store, problem);
  const there = room.service.service.truth(room.remoteId).filter((line) => readNote(line.text)?.number === number);
  const mayStand = wanted === null && journal.denied.has(number) && there.length === 1;
  if (there.length !== (wanted === null ? 0 : 1) && !unknowable && !mayStand)
    problem(`is at the service ${there.length} times, and Parley calls it ${item?.state ?? 'nothing'}`);
  if (wanted !== null && there[0] && there[0].text !== wanted) problem(`reads “${there[0].text}”, and should read “${wanted}”`);
}

/** The message as it is shown, and what it answers. */
async function judgeShown(item: OutboxItem, note: Note, number: number, store: Store, problem: (what: string) => void): Promise<void> {
  const message = item.messageId === null ? null : ((await store.readMessage(item.messageId))?.message ?? null);
  if (!message) return;
  if (!message.mine || readNote(message.text)?.number !== number) problem('is shown as somebody else’s, or with other words');
  const quoted = note.room.service.quoted?.(note.room.remoteId, message.text) ?? null;
  if (message.deleted) return;
  if ((quoted !== null) !== note.reply) problem(note.reply ? 'answers nothing at the service' : 'answers something at the service');
  if (quoted !== null && message.replyTo?.text !== quoted) problem(`answers “${quoted}”, and is shown with “${message.replyTo?.text}”`);
}

/** What the note has to read at the service, after all that the user did to it; null where it must not be there. */
async function whatIsWanted(
  note: Note,
  item: OutboxItem | null,
  journal: Journal,
  store: Store,
  problem: (what: string) => void,
): Promise<string | null> {
  let wanted = item?.state === 'confirmed' ? note.text : null;
  const wishes = journal.wishes.filter((wish) => wish.note === note);
  for (const [index, wish] of wishes.entries()) {
    const done = await store.readOutboxItem(wish.id);
    if (!done && wish.taken && !wish.dropped && !isSuperseded(wish, wishes, index)) problem(`has lost a wish: ${wish.kind} ${wish.text}`);
    if (done && done.state !== 'confirmed') problem(`has a wish that is still ${done.state}: ${done.reason}`);
    if (done?.state === 'confirmed' && wanted !== null) wanted = wish.kind === 'delete' ? null : wish.text;
  }
  return wanted;
}

/** A change that waits gives way to a later one, and none is made of what is about to be deleted. */
function isSuperseded({ kind }: Wish, wishes: Wish[], index: number): boolean {
  return index < wishes.length - 1 || (kind === 'edit' && wishes.slice(0, index).some((earlier) => earlier.kind === 'delete'));
}
