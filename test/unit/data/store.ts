/** A store with some history in it, exports of it, and imports into others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '../../../preload/contract/data.ts';
import { runImport, type ImportResult } from '../../../main/import/run-import.ts';
import type { IncomingMessage, Store } from '../../../main/store/contract.ts';
import { account, base } from '../store/sample.ts';
import { openAt, temporaryFolder } from '../store/temporary-store.ts';
import { exportTo } from './export-in-place.ts';

export async function emptyStore(): Promise<{ store: Store; file: string }> {
  const file = join(temporaryFolder(), 'parley.db');
  return { store: (await openAt(file)).store, file };
}

/** One account with these conversations, each read whole; answers their ids by title. */
export async function fill(store: Store, conversations: Record<string, IncomingMessage[]>, of = account): Promise<Map<string, number>> {
  await store.addAccount(of);
  const ids = new Map<string, number>();
  for (const [title, messages] of Object.entries(conversations)) {
    const { id } = await store.addConversation({ accountId: of.id, remoteId: `room ${title}`, title });
    await store.ingest({ conversationId: id, messages, page: 'latest', readAt: base });
    ids.set(title, id);
  }
  return ids;
}

/** The file of a JSON Lines export. */
export function exportLines(file: string, scope: Scope = { kind: 'all' }): string {
  return join(exportTo(file, temporaryFolder(), 'jsonl', { scope }).folder, 'parley.jsonl');
}

/** The lines of an export without what only one computer has: the id of each message. */
export function comparable(lines: string): string[] {
  const texts = readFileSync(lines, 'utf8').split('\n').filter(Boolean);
  return texts.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), id: null }));
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Into the accounts the export names; those that are not there are added. */
export function importFrom(store: Store, file: string, signal = new AbortController().signal): Promise<ImportResult> {
  return runImport(file, {
    store,
    async accountFor({ type: _type, ownAuthorId, ...line }) {
      await store.restoreAccount({ ...line, keep: 'keychain', paused: false, ownAuthorId });
      return line.id;
    },
    now: () => base,
    signal,
    progress() {},
  });
}
