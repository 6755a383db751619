/** Writes an export piece by piece, so that memory stays flat, it can be ended anywhere, and what was ended can go on. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cursor } from '../../preload/contract/domain.ts';
import { publishFile } from '../store/files.ts';
import { createNames } from './file-names.ts';
import type { ConversationFacts, ExportFacts, Format, IndexEntry } from './formats/format.ts';
import { toPrevious } from './formats/format.ts';
import { formats } from './formats/index.ts';
import { addMarks, beginJournal, type Mark, type Plan } from './journal.ts';
import { openPieceFile, type PieceFile } from './piece-file.ts';
import { finishPlace, openPlace, type Place, type Wish } from './place.ts';
import type { ExportedAccount, ExportSource } from './source.ts';
import { asExportTrouble } from './trouble.ts';

export interface ExportArgument extends Wish {
  /** "Parley 0.1.0". */
  writtenBy: string;
}

export interface ExportResult {
  /** Full path of the finished folder. */
  folder: string;
  conversations: number;
  messages: number;
}

export interface Control {
  progress(part: number): void;
  /** Throws once nobody wants the export any more. */
  checkCancelled(): void;
}

/** Messages read at once, and bytes written between two points from which it can go on. */
const pageSize = 200;
const markEvery = 4_000_000;

const start: Cursor = { order: Number.MIN_SAFE_INTEGER, id: 0 };
const nothing = (piece: number, bytes: number): Mark => ({ piece, done: false, bytes, messages: 0, firstAt: null, previous: null });

/** Throws `StorageError` with a sentence where the folder is to blame. What was written stays, under names that say “unfinished”. */
export function runExport(source: ExportSource, argument: ExportArgument, control: Control): ExportResult {
  try {
    const place = openPlace(argument);
    const accounts = source.accounts(argument.scope);
    const plan = place.journal?.plan ?? makePlan(source, argument, accounts);
    if (!place.journal) beginJournal(place.folder, plan);
    const writer = new ExportWriter(source, place, { plan, accounts, writtenBy: argument.writtenBy }, control);
    const totals = writer.write();
    return { folder: finishPlace(place), ...totals };
  } catch (error) {
    throw asExportTrouble(error);
  }
}

/** With several accounts, each has a folder of its own. */
function makePlan(source: ExportSource, { scope, format, now }: ExportArgument, accounts: ExportedAccount[]): Plan {
  const accountNames = createNames();
  const folders = new Map(
    accounts.map(({ id, name }) => [id, { path: accounts.length > 1 ? `${accountNames(name, 'account')}/` : '', names: createNames() }]),
  );
  // The page that leads to the others comes first to its name.
  const index = formats[format].index;
  if (index && accounts.length === 1) for (const { names } of folders.values()) names(index.name.split('.')[0]!, 'index');
  const pieces = source.conversationIds(scope).flatMap((conversationId) => {
    const conversation = source.conversation(conversationId);
    const folder = conversation && folders.get(conversation.accountId);
    if (!folder) return [];
    const path = `${folder.path}${folder.names(conversation.title, 'conversation')}.${formats[format].extension}`;
    return [{ conversationId, path }];
  });
  return { version: 1, scope, format, startedAt: now, pieces };
}

class ExportWriter {
  readonly #source: ExportSource;
  readonly #folder: string;
  readonly #facts: ExportFacts;
  readonly #format: Format;
  readonly #control: Control;
  readonly #accounts: Map<string, ExportedAccount>;
  /** The newest mark of each piece that was begun. */
  readonly #marks = new Map<number, Mark>();
  readonly #toWrite: number;
  #written = 0;
  /** Marks that count once what they are about is on the disk, and up to where in the file being written it is. */
  #waiting: Mark[] = [];
  #safeBytes = 0;

  constructor(source: ExportSource, { folder, journal }: Place, facts: ExportFacts, control: Control) {
    this.#source = source;
    this.#folder = folder;
    this.#facts = facts;
    this.#format = formats[facts.plan.format];
    this.#control = control;
    this.#accounts = new Map(facts.accounts.map((account) => [account.id, account]));
    for (const mark of journal?.marks ?? []) this.#marks.set(mark.piece, mark);
    const counts = facts.plan.pieces.map(({ conversationId }) => source.countMessages(conversationId));
    this.#toWrite = counts.reduce((sum, value) => sum + value, 0);
  }

  write(): { conversations: number; messages: number } {
    const { together } = this.#format;
    if (together !== null) this.#writeTogether(join(this.#folder, together));
    else this.#writeEach();
    return this.#totals();
  }

  #writeTogether(path: string): void {
    if (existsSync(path)) return;
    const { file, first } = this.#openTogether(path);
    try {
      this.#facts.plan.pieces.forEach((_piece, piece) => {
        if (piece >= first) this.#writePiece(piece, file);
        else this.#count(this.#marks.get(piece)?.messages ?? 0);
      });
      file.write(this.#format.end(this.#totals()));
      this.#settle(file);
      file.publish();
    } finally {
      file.close();
    }
  }

  /** At the last point everything up to which is there, else anew. */
  #openTogether(path: string): { file: PieceFile; first: number } {
    const last = [...this.#marks.values()].at(-1);
    const continued = last && openPieceFile(path, last.bytes);
    this.#safeBytes = continued ? last!.bytes : 0;
    if (continued) return { file: continued, first: last.done ? last.piece + 1 : last.piece };
    this.#marks.clear();
    const file = openPieceFile(path, 0)!;
    file.write(this.#format.begin(this.#facts));
    return { file, first: 0 };
  }

  #writeEach(): void {
    this.#facts.plan.pieces.forEach(({ path }, piece) => {
      const full = join(this.#folder, path);
      const mark = this.#marks.get(piece);
      if (mark?.done && existsSync(full)) return this.#count(mark.messages);
      const continued = mark && !mark.done ? openPieceFile(full, mark.bytes) : null;
      if (!continued) this.#marks.delete(piece);
      const file = continued ?? openPieceFile(full, 0)!;
      this.#safeBytes = file.bytes();
      try {
        if (!this.#writePiece(piece, file)) return;
        this.#settle(file);
        file.publish();
      } finally {
        file.close();
      }
    });
    const { index } = this.#format;
    if (!index) return;
    const page = join(this.#folder, index.name);
    writeFileSync(`${page}.unfinished`, index.of(this.#facts, this.#entries()));
    publishFile(`${page}.unfinished`, page);
  }

  /** Answers false for a conversation that is no longer there. */
  #writePiece(piece: number, file: PieceFile): boolean {
    const { conversationId } = this.#facts.plan.pieces[piece]!;
    const conversation = this.#source.conversation(conversationId);
    const account = conversation && this.#accounts.get(conversation.accountId);
    if (!account) return false;
    const facts: ConversationFacts = { conversation, account, gaps: this.#source.gaps(conversationId) };
    const begun = this.#marks.get(piece);
    let mark = begun ?? nothing(piece, file.bytes());
    this.#count(mark.messages);
    if (!begun) file.write(this.#format.conversation(facts));
    for (;;) {
      this.#control.checkCancelled();
      const page = this.#source.messages(conversationId, mark.previous ?? start, pageSize);
      if (page.length === 0) break;
      let text = '';
      let { previous } = mark;
      for (const message of page) {
        text += this.#format.message(message, previous, facts);
        previous = toPrevious(message);
      }
      file.write(text);
      mark = { ...mark, messages: mark.messages + page.length, firstAt: mark.firstAt ?? page[0]!.sentAt, previous };
      this.#count(page.length);
      if (file.bytes() - this.#safeBytes >= markEvery) this.#note(mark, file);
    }
    file.write(this.#format.conversationEnd(mark.messages));
    this.#note({ ...mark, done: true }, file);
    return true;
  }

  #note(mark: Mark, file: PieceFile): void {
    const noted = { ...mark, bytes: file.bytes() };
    this.#marks.set(noted.piece, noted);
    this.#waiting.push(noted);
    if (noted.bytes - this.#safeBytes >= markEvery) this.#settle(file);
  }

  #settle(file: PieceFile): void {
    file.sync();
    addMarks(this.#folder, this.#waiting);
    this.#waiting = [];
    this.#safeBytes = file.bytes();
  }

  #count(messages: number): void {
    this.#written += messages;
    // What arrives meanwhile is written as well.
    if (this.#toWrite > 0) this.#control.progress(Math.min(this.#written / this.#toWrite, 1));
  }

  #totals(): { conversations: number; messages: number } {
    const done = [...this.#marks.values()].filter((mark) => mark.done);
    return { conversations: done.length, messages: done.reduce((sum, mark) => sum + mark.messages, 0) };
  }

  #entries(): IndexEntry[] {
    return this.#facts.plan.pieces.flatMap(({ conversationId, path }, piece) => {
      const conversation = this.#source.conversation(conversationId);
      const account = conversation && this.#accounts.get(conversation.accountId);
      const mark = this.#marks.get(piece);
      return account && mark ? [{ path, account, title: conversation.title, mark }] : [];
    });
  }
}
