/** What the window may ask of labels, decisions and saved messages, and the sentences it gets when it asks for nonsense. */
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../main/engine.ts';
import { conversationHandlers } from '../../../main/ipc/conversations.ts';
import { labelHandlers } from '../../../main/ipc/labels.ts';
import { savedHandlers } from '../../../main/ipc/saved.ts';
import { createTriage } from '../../../main/triage/index.ts';
import { forGood } from '../../../preload/contract/for-good.ts';
import { schemas } from '../../../preload/contract/schemas.ts';
import { createFakeClock } from '../fake-clock.ts';
import { incoming } from '../store/sample.ts';
import { latest, recordingLog, storeWithConversation } from '../store/temporary-store.ts';

async function bench() {
  const { store, conversation } = await storeWithConversation();
  const clock = createFakeClock();
  const triage = await createTriage({ store, clock, log: recordingLog(), onReminded() {} });
  const engine = async () => ({ store, triage }) as Engine;
  return { store, clock, id: conversation.id, ...{ ...conversationHandlers(engine), ...labelHandlers(engine), ...savedHandlers(engine) } };
}

describe('labels', () => {
  test('need a name of sensible length, which is trimmed', async () => {
    const calls = await bench();
    const label = await calls['labels.add']({ name: '  two \n words ', hue: 5 });
    expect(label).toMatchObject({ name: 'two words', hue: 5 });
    for (const [name, sentence] of [
      [' \t ', 'A label needs a name.'],
      ['x'.repeat(51), 'A label’s name has at most 50 characters.'],
      ['TWO words', 'There is a label “two words” already. Choose another name.'],
    ] as const) {
      await expect(calls['labels.add']({ name, hue: 0 })).rejects.toThrow(sentence);
    }
    await expect(calls['labels.update']({ labelId: label.id, name: '', hue: 0 })).rejects.toMatchObject({
      code: 'conflict',
      fields: { name: 'Give the label a name.' },
    });
    const renamed = await calls['labels.update']({ labelId: label.id, name: '😀'.repeat(50), hue: 7 });
    expect(await calls['labels.list'](undefined)).toEqual([renamed]);
    expect(await calls['conversations.setLabel']({ conversationId: calls.id, labelId: label.id, on: true })).toMatchObject({
      labels: [label.id],
    });
    await calls['labels.remove']({ labelId: label.id });
    await expect(calls['conversations.setLabel']({ conversationId: calls.id, labelId: label.id, on: true })).rejects.toThrow(
      'This label is no longer on this computer.',
    );
  });
});

describe('decisions', () => {
  test('reach the conversation and its page, or are refused with a sentence', async () => {
    const { id, clock, ...calls } = await bench();
    const triage = calls['conversations.triage'];
    const decided = await triage({ conversationId: id, pinned: true, archived: true, mutedUntil: forGood });
    expect(decided).toMatchObject({ pinnedAt: clock.now(), lane: 'archive', mutedUntil: forGood });
    const query = { lane: 'archive', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 10 } as const;
    expect(await calls['conversations.page'](query)).toEqual({ conversations: [decided], next: null });
    await expect(triage({ conversationId: id, snoozedUntil: clock.now() - 1 })).rejects.toThrow(
      'That time has passed. Choose a later one.',
    );
    await expect(triage({ conversationId: id + 1, archived: false })).rejects.toThrow('This conversation is no longer on this computer.');
  });

  test.each([
    ['conversations.triage', { conversationId: 1, mutedUntil: forGood + 1 }],
    ['conversations.triage', { conversationId: 1, remindAt: 1.5 }],
    ['conversations.triage', { conversationId: 0 }],
    ['conversations.page', { lane: 'spam', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 10 }],
    ['conversations.page', { lane: 'inbox', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 501 }],
    ['labels.add', { name: 'x', hue: 360 }],
    ['saved.page', { after: { savedAt: 1 }, limit: 10 }],
  ] as const)('%s refuses %j at the door', (channel, argument) => {
    expect(schemas[channel].safeParse(argument).success).toBe(false);
  });
});

test('saved messages are read page by page', async () => {
  const { store, id, ...calls } = await bench();
  await latest(store, id, [incoming(1), incoming(2)]);
  const { messages } = await store.readMessagePage({ conversationId: id, before: null, limit: 9 });
  for (const { id: messageId } of messages) await calls['saved.set']({ messageId, saved: true });
  const first = await calls['saved.page']({ after: null, limit: 1 });
  const second = await calls['saved.page']({ after: first.next, limit: 1 });
  expect([...first.saved, ...second.saved].map(({ message }) => message.id)).toEqual(messages.map((message) => message.id).reverse());
  expect(second.next).toBeNull();
  await expect(calls['saved.set']({ messageId: 5, saved: true })).rejects.toThrow('This message is no longer on this computer.');
});
