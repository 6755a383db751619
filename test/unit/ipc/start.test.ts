import { expect, test } from 'vitest';
import type { Engine } from '../../../main/engine.ts';
import { createChangeHub } from '../../../main/changes.ts';
import { appHandlers, type ShellActions } from '../../../main/ipc/app.ts';
import { account, incoming } from '../store/sample.ts';
import { latest, storeWithConversation } from '../store/temporary-store.ts';

test('a start brings the first page of the inbox, the whole unread count, the conversation to go to wherever it is, and the job', async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  await latest(store, conversation.id, [incoming(2)]);
  await store.setTriage({ conversationId: conversation.id, archived: true });
  const rooms = Array.from({ length: 70 }, (_, n) => `Room ${100 + n}`);
  for (const title of rooms) await store.addConversation({ accountId: account.id, remoteId: title, title });
  const last = await store.addConversation({ accountId: account.id, remoteId: 'z', title: 'Zoo' });
  await store.setTriage({ conversationId: last.id, markedUnread: true });

  const navigateTo = { conversationId: conversation.id, messageId: null };
  const job = { kind: 'export', state: 'interrupted' };
  const parts = { roster: { all: () => [] }, rehearsal: { state: () => null }, data: { job: () => job }, keychain: () => null };
  const engine = { store, ...parts } as unknown as Engine;
  const shell = { takeNavigateTo: () => navigateTo } as unknown as ShellActions;
  const opening = async () => engine;
  const start = await appHandlers(opening, opening, opening, [], createChangeHub(), shell)['app.start'](undefined);
  expect(start.conversations.map(({ title }) => title)).toEqual([...rooms.slice(0, 60), 'Room']);
  expect(start.conversations.at(-1)).toMatchObject({ lane: 'archive' });
  expect(start).toMatchObject({ unreadTotal: 1, navigateTo, moreConversations: { title: 'Room 159' }, job });
});
