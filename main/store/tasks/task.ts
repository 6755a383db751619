/** Work on the database that may take long. Each runs in a thread of its own that ends with it, so no call of the store waits for it. */
import type { Database } from 'better-sqlite3';

export interface TaskContext {
  /** Sees the database as it is when a statement begins, and cannot change it. */
  reader: Database;
  file: string;
  /** How far it is, from 0 to 1. */
  progress(part: number): void;
  /** To be asked between two pieces of work: throws `TaskCancelled` once nobody wants the outcome any more. */
  checkCancelled(): void;
}

export type Task<Argument, Value> = (context: TaskContext, argument: Argument) => Value | Promise<Value>;

export class TaskCancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'TaskCancelled';
  }
}
