/** What the user writes: messages and answers, and changes of both. */
import type { Message } from '../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../preload/contract/provider.ts';
import type { Engine } from '../../main/engine.ts';
import { describe, providerOf } from '../../main/providers/registry.ts';
import { StorageError } from '../../main/store/errors.ts';
import type { Note, Wish } from './journal.ts';
import { noteText } from './notes.ts';
import { minute, repeat, second, withEngine, type Room, type Scene } from './scene.ts';
import type { Trouble } from './trouble.ts';

type Capabilities = ProviderDescription['capabilities'];

/** So many of a conversation's messages are in view. */
const screenful = 30;
/** And so many of their own messages the user still thinks of. */
const recent = 12;

/** Writes all day, now and then in the room that `openRoom` answers. */
export function startWriting(scene: Scene, trouble: Trouble, openRoom: () => Room | null): void {
  const { computer, desk, journal, seed } = scene;
  const lively = scene.rooms.filter(({ service }) => !service.quiet);
  const capabilities = new Map<string, Capabilities>(
    scene.services.map(({ account: { kind } }) => [kind, describe(providerOf(kind)).capabilities]),
  );
  const can = (room: Room): Capabilities => capabilities.get(room.service.account.kind)!;
  const changeable = lively.filter((room) => can(room).edit || can(room).remove.length > 0);

  const random = scene.randomFor('user');
  const choices = scene.randomFor('choices');

  async function inView({ store }: Engine, room: Room): Promise<Message[]> {
    const { messages } = await store.readMessagePage({ conversationId: room.id, at: 'newest', limit: screenful });
    return messages.filter((message) => !message.deleted && !message.system);
  }

  function write(engine: Engine): void {
    const open = openRoom();
    const room = open && random.next() < 0.5 ? open : random.pick(lively);
    const number = journal.notes.length + 1;
    const note = { id: `note-${number}`, room, text: noteText(number, seed), taken: false, reply: false };
    journal.notes.push(note);
    const answers = can(room).reply && choices.next() < 0.4;
    withEngine(scene, async () => {
      const target = answers ? (await inView(engine, room)).at(-choices.between(1, 5)) : undefined;
      note.reply = target !== undefined;
      await engine.outbox.send({ conversationId: room.id, clientId: note.id, text: note.text, replyToId: target?.id ?? null });
      note.taken = true;
    });
    trouble.sent();
  }

  /** Thinks again of a note, once or several times in a row. */
  async function change(engine: Engine): Promise<void> {
    const notes = journal.notes.filter(({ room }) => changeable.includes(room)).slice(-recent);
    if (notes.length === 0) return;
    const note = choices.pick(notes);
    const item = await engine.store.readOutboxItem(note.id);
    const found = item?.messageId ? await engine.store.readMessage(item.messageId) : null;
    if (!found || found.message.deleted) return;
    remember(found.message);
    for (let wishes = choices.between(1, 3); wishes > 0; wishes -= 1) wish(note, found.message.id, engine);
    trouble.sent();
  }

  function wish(note: Note, messageId: number, engine: Engine): void {
    const kind = choices.next() < 0.8 ? 'edit' : 'delete';
    const forAll = !can(note.room).remove.includes('self') || choices.next() < 0.5;
    const earlier = journal.wishes.filter((other) => other.note === note && other.kind === 'edit');
    const text = kind === 'edit' ? noteText(journal.notes.indexOf(note) + 1, seed, earlier.length + 2) : '';
    const own: Wish = { id: `wish-${journal.wishes.length + 1}`, note, kind, text, taken: false, dropped: false };
    journal.wishes.push(own);
    withEngine(scene, async () => {
      try {
        await engine.outbox.change({ messageId, clientId: own.id, kind, text, forAll });
        own.taken = true;
      } catch (error) {
        // It was deleted meanwhile, on an earlier wish, and Parley says so.
        if (!(error instanceof StorageError && error.code === 'conflict')) throw error;
      }
    });
  }

  function remember({ id, text }: Message): void {
    journal.seen.set(id, (journal.seen.get(id) ?? new Set()).add(text));
  }

  repeat(scene, desk, random, [10 * second, 4 * minute], () => {
    const engine = computer.engine();
    if (engine) write(engine);
  });
  repeat(scene, desk, choices, [2 * minute, 8 * minute], () => withEngine(scene, change));
}
