/** A data folder as after some weeks of use. */
import { join } from 'node:path';
import { openStore } from '../../main/store/open-store.ts';
import { sampleMessages } from './sample.ts';

/** The account has no key, so nothing but the stored inbox is shown and no service is called. */
export async function seed(folder: string, conversations: number, messagesEach: number): Promise<void> {
  const workerFile = new URL('../../main/store/worker.ts', import.meta.url);
  const log = { debug() {}, info() {}, warn() {} };
  const { store } = await openStore({ file: join(folder, 'parley.sqlite'), workerFile, log });
  await store.addAccount({
    id: 'bench',
    kind: '8x8-chapi',
    name: 'Bench',
    hue: 215,
    settings: { rooms: '', address: 'https://api.8x8.com/chat' },
    keep: 'run',
    createdAt: Date.now(),
    paused: false,
  });
  for (let index = 0; index < conversations; index += 1) {
    const { id } = await store.addConversation({ accountId: 'bench', remoteId: `room-${index}`, title: `Room ${index}` });
    const messages = sampleMessages(messagesEach, Date.now() - index * 60_000, index);
    await store.ingest({ conversationId: id, messages, page: 'latest', readAt: Date.now() });
  }
  await store.close();
}
