/** The databases of a run: made through the real path, once for each size. */
import { join } from 'node:path';
import { openStore } from '../../main/store/open-store.ts';
import type { AccountRecord, Store } from '../../main/store/contract.ts';
import { storeWorker } from '../support/store-worker.ts';
import { conversationCount } from './corpus.ts';

export const accountId = 'bench';

const silent = { debug() {}, info() {}, warn() {} };

/** The database in a data folder of Parley. */
export function databaseIn(folder: string): string {
  return join(folder, 'parley.sqlite');
}

export function openIn(folder: string): Promise<Store> {
  return openAt(databaseIn(folder));
}

export async function openAt(file: string): Promise<Store> {
  return (await openStore({ file, workerFile: storeWorker, log: silent })).store;
}

/** It has no key: what is stored is shown, and no service is called. */
export const account: AccountRecord = {
  id: accountId,
  kind: '8x8-chapi',
  name: 'Bench',
  hue: 215,
  settings: { rooms: '', address: 'https://api.8x8.com/chat' },
  keep: 'run',
  createdAt: 0,
  paused: false,
};

/** Answers the ids of the conversations, by their numbers in the corpus. */
export async function addConversations(store: Store): Promise<number[]> {
  const listing = Array.from({ length: conversationCount }, (_, index) => ({ remoteId: `room-${index}`, title: titleOf(index) }));
  const listed = await store.saveListing({ accountId, conversations: listing });
  const ids = new Map(listed.map(({ remoteId, id }) => [remoteId, id]));
  return listing.map(({ remoteId }) => ids.get(remoteId)!);
}

/** None is part of another. */
export function titleOf(index: number): string {
  return `Room ${String(index).padStart(3, '0')}`;
}
