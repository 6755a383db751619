/** A store on a real file in a folder of its own, through the real worker; gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { IncomingMessage, Ingest, IngestResult, OpenOutcome, Store } from '../../../main/store/contract.ts';
import { openStore } from '../../../main/store/open-store.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Conversation } from '../../../preload/contract/domain.ts';
import { storeWorker } from '../../support/store-worker.ts';
import { account, base } from './sample.ts';

export interface LogLine {
  level: string;
  text: string;
  facts: Record<string, unknown> | undefined;
}

export function recordingLog() {
  const lines: LogLine[] = [];
  const at = (level: string) => (text: string, facts?: Record<string, unknown>) => void lines.push({ level, text, facts });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn') };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the file and closes it again after the test, whatever the test did. */
export async function openAt(file: string): Promise<{ store: Store; outcome: OpenOutcome; lines: LogLine[] }> {
  const log = recordingLog();
  const { store, outcome } = await openStore({ file, workerFile: storeWorker, log });
  onTestFinished(() => store.close());
  return { store, outcome, lines: log.lines };
}

/** A store with one account and one conversation that has never been read. */
export async function storeWithConversation(): Promise<{ store: Store; conversation: Conversation; file: string; lines: LogLine[] }> {
  const file = join(temporaryFolder(), 'parley.db');
  const { store, lines } = await openAt(file);
  await store.addAccount(account);
  const conversation = await store.addConversation({ accountId: account.id, remoteId: 'room', title: 'Room' });
  return { store, conversation, file, lines };
}

export function latest(
  store: Store,
  conversationId: number,
  messages: IncomingMessage[],
  more: Partial<Ingest> = {},
): Promise<IngestResult> {
  return store.ingest({ conversationId, messages, page: 'latest', readAt: base, ...more });
}

/** Every batch from now on. */
export function recordChanges(store: Store): Change[][] {
  const batches: Change[][] = [];
  store.onChanges((changes) => void batches.push(changes));
  return batches;
}

export async function texts(store: Store, conversationId: number): Promise<string[]> {
  const page = await store.readMessagePage({ conversationId, at: 'newest', limit: 500 });
  return page.messages.map((message) => message.text);
}
