/**
 * What a write changed, noted by id while it runs and read back once at its end: the stream carries whole, fresh objects, each once,
 * however often the write touched it. A message that was only just added need not be read back: it comes with its note.
 */
import type { Change } from '../../preload/contract/changes.ts';
import type { Message, Settings } from '../../preload/contract/domain.ts';
import type { ReaderDatabase } from './database.ts';
import { findConversations } from './queries/conversations.ts';
import { findGap } from './queries/gaps.ts';
import { findLabels } from './queries/labels.ts';
import { findMessages } from './queries/messages.ts';
import { findOutboxItem } from './queries/outbox.ts';

export class ChangeSet {
  #deletes: Change[] = [];
  /** Null: to be read. */
  #messages = new Map<number, Message | null>();
  #added = new Set<number>();
  #outbox = new Set<string>();
  #conversations = new Set<number>();
  #gaps = new Set<number>();
  #labels = new Set<number>();
  #settings: Settings | null = null;

  message(id: number): void {
    this.#messages.set(id, null);
  }

  added(message: Message): void {
    this.#messages.set(message.id, message);
    this.#added.add(message.id);
  }

  /** Messages that were not there before. */
  get addedMessages(): ReadonlySet<number> {
    return this.#added;
  }

  /** Nothing was noted until now. */
  get isEmpty(): boolean {
    const noted = [this.#messages, this.#outbox, this.#conversations, this.#gaps, this.#labels];
    return this.#deletes.length === 0 && this.#settings === null && noted.every(({ size }) => size === 0);
  }

  outbox(id: string): void {
    this.#outbox.add(id);
  }

  conversation(id: number): void {
    this.#conversations.add(id);
  }

  gap(id: number): void {
    this.#gaps.add(id);
  }

  label(id: number): void {
    this.#labels.add(id);
  }

  settings(value: Settings): void {
    this.#settings = value;
  }

  deleted(object: 'conversation' | 'message' | 'outbox' | 'gap' | 'label', id: string | number): void {
    this.#deletes.push({ type: 'delete', object, id });
  }

  /**
   * Those of these messages that were noted, as they are now. They are the very objects that the stream will carry, unless they are noted
   * again: what an answer repeats of the stream is copied to the other thread once.
   */
  messages(db: ReaderDatabase, ids: Iterable<number>): Message[] {
    const wanted = [...ids];
    const stale = wanted.filter((id) => this.#messages.get(id) === null);
    if (stale.length > 0) for (const message of findMessages(db, stale)) this.#messages.set(message.id, message);
    return wanted.map((id) => this.#messages.get(id) ?? null).filter((message) => message !== null);
  }

  /** To be called inside the transaction, after its last write. */
  read(db: ReaderDatabase): Change[] {
    const changes = [...this.#deletes];
    const messages = this.messages(db, this.#messages.keys()).sort((a, b) => a.id - b.id);
    for (const value of messages) changes.push({ type: 'upsert', object: 'message', value });
    for (const id of this.#outbox) {
      const value = findOutboxItem(db, id);
      if (value) changes.push({ type: 'upsert', object: 'outbox', value });
    }
    for (const id of this.#gaps) {
      const value = findGap(db, id);
      if (value) changes.push({ type: 'upsert', object: 'gap', value });
    }
    for (const value of findLabels(db, this.#labels)) changes.push({ type: 'upsert', object: 'label', value });
    if (this.#conversations.size > 0) {
      for (const value of findConversations(db, this.#conversations)) changes.push({ type: 'upsert', object: 'conversation', value });
    }
    if (this.#settings) changes.push({ type: 'settings', value: this.#settings });
    return changes;
  }
}
