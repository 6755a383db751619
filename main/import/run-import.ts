/** Brings a JSON Lines export back, in pieces through the store. Nothing is sent, nothing becomes unread, and what is there stays as it is. */
import { statSync } from 'node:fs';
import { dataLine, headerLine, type DataLine } from '../export/formats/lines.ts';
import { exportVersion } from '../export/formats/version.ts';
import { Problem } from '../problem.ts';
import type { RestoredMessage, Store } from '../store/contract.ts';
import { asImportTrouble } from './trouble.ts';
import { readLines } from './lines.ts';

type AccountLine = Extract<DataLine, { type: 'account' }>;
type ConversationLine = Extract<DataLine, { type: 'conversation' }>;
type MessageLine = Extract<DataLine, { type: 'message' }>;

export interface ImportParts {
  store: Pick<Store, 'restoreConversation' | 'restoreMessages'>;
  /** The account here that takes what the file's account holds, made where need be; null where there can be none. */
  accountFor(account: AccountLine): Promise<string | null>;
  now(): number;
  signal: AbortSignal;
  progress(part: number): void;
}

export interface ImportResult {
  conversations: number;
  /** Messages that were not there yet. */
  added: number;
  /** Lines that could not be understood, or belong to nothing. */
  skipped: number;
  /** The file ends where an export ends. */
  whole: boolean;
}

/** Messages handed to the store at once: some milliseconds. */
const pieceSize = 200;

/** Rejects with a `Problem` where the file is no export, is of a newer kind, or cannot be read; with the signal's reason when aborted. */
export async function runImport(path: string, parts: ImportParts): Promise<ImportResult> {
  try {
    const size = statSync(path).size;
    const importer = new Importer(parts);
    let first = true;
    for await (const { text, end } of readLines(path, parts.signal)) {
      if (first) requireHeader(text);
      else if (text !== '') await importer.take(text === null ? null : parsed(text));
      first = false;
      parts.progress(end / size);
    }
    if (first) requireHeader(null);
    await importer.flush();
    return importer.result;
  } catch (error) {
    parts.signal.throwIfAborted();
    throw asImportTrouble(error);
  }
}

function requireHeader(text: string | null): void {
  const header = headerLine.safeParse(parseJson(text ?? ''));
  if (!header.success)
    throw new Problem('conflict', 'This file is no export of Parley’s in JSON Lines. Choose the file “parley.jsonl” of one.');
  if (header.data.version > exportVersion)
    throw new Problem('conflict', 'This export was written by a newer version of Parley. Install that version to import it.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Null for a line that cannot be understood. */
function parsed(text: string): DataLine | null {
  const line = dataLine.safeParse(parseJson(text));
  return line.success ? line.data : null;
}

interface OpenConversation {
  id: number;
  line: ConversationLine;
  /** Nothing of it was handed on yet. */
  untouched: boolean;
  /** The last message handed on, where the next one follows it without a hole. */
  last: MessageLine | null;
}

class Importer {
  readonly result: ImportResult = { conversations: 0, added: 0, skipped: 0, whole: false };
  readonly #parts: ImportParts;
  /** By their ids in the file. */
  readonly #accounts = new Map<string, string | null>();
  #open: OpenConversation | null = null;
  #waiting: MessageLine[] = [];

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  async take(line: DataLine | null): Promise<void> {
    if (line?.type === 'message' && this.#open) return this.#takeMessage(this.#open, line);
    if (line?.type === 'account') this.#accounts.set(line.id, await this.#parts.accountFor(line));
    else if (line?.type === 'conversation') await this.#takeConversation(line);
    else if (line?.type === 'end') this.result.whole = true;
    else await this.#skip();
  }

  /** What stood in that line is missing between its neighbours. */
  async #skip(): Promise<void> {
    this.result.skipped += 1;
    await this.flush();
    if (this.#open) this.#open.last = null;
  }

  async #takeConversation(line: ConversationLine): Promise<void> {
    await this.flush();
    this.#open = null;
    const accountId = this.#accounts.get(line.accountId) ?? null;
    if (accountId === null) {
      this.result.skipped += 1;
      return;
    }
    const id = await this.#parts.store.restoreConversation({ accountId, conversation: line });
    this.#open = { id, line, untouched: true, last: null };
    this.result.conversations += 1;
  }

  async #takeMessage(open: OpenConversation, message: MessageLine): Promise<void> {
    const before = this.#waiting.at(-1) ?? open.last;
    // A stretch ends at a gap, and where lines are out of order: the file was changed by somebody.
    const ends = before && (before.order > message.order || crossesGap(open.line, before.order, message.order));
    if (ends || this.#waiting.length >= pieceSize) await this.flush();
    if (ends) open.last = null;
    this.#waiting.push(message);
  }

  async flush(): Promise<void> {
    const messages = this.#waiting;
    const open = this.#open;
    if (!open || messages.length === 0) return;
    this.#waiting = [];
    const { id, line, untouched, last } = open;
    open.untouched = false;
    this.#parts.signal.throwIfAborted();
    const { added } = await this.#parts.store.restoreMessages({
      conversationId: id,
      messages: messages.map(toRestored),
      joins: last,
      beginning: line.historyComplete && untouched,
      readAt: this.#parts.now(),
    });
    this.result.added += added;
    open.last = messages.at(-1)!;
  }
}

function crossesGap({ gaps }: ConversationLine, from: number, to: number): boolean {
  return gaps.some(({ beforeOrder }) => beforeOrder > from && beforeOrder <= to);
}

/** Whose a message is counts where it is ours: of others, the account may still learn that they are. */
function toRestored({ type: _type, id: _id, savedAt, versions, mine, replyTo, ...message }: MessageLine): RestoredMessage {
  return { message: { ...message, replyTo: replyTo && { remoteId: '', ...replyTo }, ...(mine && { mine }) }, versions, savedAt };
}
