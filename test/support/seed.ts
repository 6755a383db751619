/** A data folder as after some weeks of use. */
import { join } from 'node:path';
import { openStore } from '../../main/store/open-store.ts';
import { storeWorker } from './store-worker.ts';

/** The account has no key, so nothing but the stored inbox is shown and no service is called. */
export async function seed(folder: string, conversations: number, messagesEach: number): Promise<void> {
  const log = { debug() {}, info() {}, warn() {} };
  const { store } = await openStore({ file: join(folder, 'parley.sqlite'), workerFile: storeWorker, log });
  const now = Date.now();
  await store.addAccount({
    id: 'seeded',
    kind: '8x8-chapi',
    name: 'Harbour',
    hue: 215,
    settings: { rooms: '', address: 'https://api.8x8.com/chat' },
    keep: 'run',
    createdAt: now,
    paused: false,
  });
  for (let index = 0; index < conversations; index += 1) {
    const { id } = await store.addConversation({ accountId: 'seeded', remoteId: `room-${index}`, title: `Room ${index}` });
    const messages = Array.from({ length: messagesEach }, (_, number) => {
      const sentAt = now - (messagesEach - number + index) * 60_000;
      const author = number % 12;
      const text = `Message ${number}: the ferry to berth ${author} leaves in ${number % 50} minutes 今日は`;
      return {
        remoteId: `remote-${number}`,
        authorId: `author-${author}`,
        authorName: `Person ${author}`,
        text,
        sentAt,
        order: sentAt * 1000,
      };
    });
    await store.ingest({ conversationId: id, messages, page: 'latest', readAt: now });
  }
  await store.close();
}
