/** Editing and deleting, end to end in the engine: the outbox, the service, the store and what the user sees of it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import { startConnectNow } from '../../../main/rehearsal/connectnow/index.ts';
import type { RehearsalOptions, RehearsedService } from '../../../main/rehearsal/service.ts';
import { startSpika } from '../../../main/rehearsal/spika/index.ts';
import { startFaultBench, until, type FaultBench } from '../../faults/engine.ts';

const kinds: [string, (options: RehearsalOptions) => Promise<RehearsedService>][] = [
  ['spika-user', startSpika],
  ['connectnow-chat', startConnectNow],
];

async function confirmed({ engine }: FaultBench, item: OutboxItem): Promise<OutboxItem> {
  return until(`${item.kind} is confirmed`, async () => {
    const now = (await engine.store.readOutboxItem(item.id))!;
    return now.state === 'confirmed' ? now : null;
  });
}

async function sendOne(bench: FaultBench, text: string) {
  const conversation = await until('a conversation that was read', async () => {
    const found = await bench.conversation();
    return found?.caughtUpAt ? found : null;
  });
  const { outbox, store } = bench.engine;
  const item = await outbox.send({ conversationId: conversation.id, clientId: randomUUID(), text, replyToId: null });
  const { messageId } = await confirmed(bench, item);
  const message = async () => (await store.readMessage(messageId!))!.message;
  const atService = () => bench.service.truth(conversation.remoteId).filter((each) => each.text.startsWith(text));
  const change = (kind: 'edit' | 'delete', next = '') =>
    outbox.change({ messageId: messageId!, clientId: randomUUID(), kind, text: next, forAll: true });
  return { messageId: messageId!, message, atService, change };
}

describe.each(kinds)('a message of ours at %s', (kind, start) => {
  test('is edited at the service, and the earlier text is kept', async () => {
    await using bench = await startFaultBench(start, kind);
    const { messageId, message, atService, change } = await sendOne(bench, 'First thought');
    await confirmed(bench, await change('edit', 'First thought, put better'));
    expect(atService().map(({ text }) => text)).toEqual(['First thought, put better']);
    expect(await message()).toMatchObject({ text: 'First thought, put better', deleted: false, mine: true });
    expect((await message()).editedAt).not.toBeNull();
    expect((await bench.engine.store.readMessageVersions(messageId)).map(({ text }) => text)).toEqual(['First thought']);
  });

  test('is deleted at the service, and what it said is kept here', async () => {
    await using bench = await startFaultBench(start, kind);
    const { message, atService, change } = await sendOne(bench, 'Better not said');
    await confirmed(bench, await change('delete'));
    expect(atService()).toEqual([]);
    expect(await message()).toMatchObject({ text: 'Better not said', deleted: true });
  });

  test.each(['dropped-before-acting', 'dropped-after-acting', 'silent-after-acting', 'server-error'])(
    'is changed once the trouble is over: %s',
    async (fault) => {
      await using bench = await startFaultBench(start, kind);
      const { message, atService, change } = await sendOne(bench, 'Meet at five');
      bench.service.failNext({ fault, when: ({ method }) => method === 'PUT' });
      await confirmed(bench, await change('edit', 'Meet at five thirty'));
      bench.service.failNext({ fault, when: ({ method }) => method === 'DELETE' });
      await confirmed(bench, await change('delete'));
      expect(atService()).toEqual([]);
      expect(await message()).toMatchObject({ text: 'Meet at five thirty', deleted: true });
    },
  );
});
