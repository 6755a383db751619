/**
 * What a write changed, noted by id while it runs and read back once at its end: the stream carries whole, fresh objects, each once,
 * however often the write touched it.
 */
import type { Change } from '../../preload/contract/changes.ts';
import type { Settings } from '../../preload/contract/domain.ts';
import type { ReaderDatabase } from './database.ts';
import { findConversations } from './queries/conversations.ts';
import { findGap } from './queries/gaps.ts';
import { findMessages } from './queries/messages.ts';
import { findOutboxItem } from './queries/outbox.ts';

export class ChangeSet {
  #deletes: Change[] = [];
  #messages = new Set<number>();
  #outbox = new Set<string>();
  #conversations = new Set<number>();
  #gaps = new Set<number>();
  #settings: Settings | null = null;

  message(id: number): void {
    this.#messages.add(id);
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

  settings(value: Settings): void {
    this.#settings = value;
  }

  deleted(object: 'conversation' | 'message' | 'outbox' | 'gap', id: string | number): void {
    this.#deletes.push({ type: 'delete', object, id });
  }

  /** To be called inside the transaction, after its last write. */
  read(db: ReaderDatabase): Change[] {
    const changes = [...this.#deletes];
    if (this.#messages.size > 0) {
      for (const value of findMessages(db, this.#messages)) changes.push({ type: 'upsert', object: 'message', value });
    }
    for (const id of this.#outbox) {
      const value = findOutboxItem(db, id);
      if (value) changes.push({ type: 'upsert', object: 'outbox', value });
    }
    for (const id of this.#gaps) {
      const value = findGap(db, id);
      if (value) changes.push({ type: 'upsert', object: 'gap', value });
    }
    if (this.#conversations.size > 0) {
      for (const value of findConversations(db, this.#conversations)) changes.push({ type: 'upsert', object: 'conversation', value });
    }
    if (this.#settings) changes.push({ type: 'settings', value: this.#settings });
    return changes;
  }
}
