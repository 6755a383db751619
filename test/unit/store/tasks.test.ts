import { describe, expect, test } from 'vitest';
import { incoming } from './sample.ts';
import { latest, storeWithConversation } from './temporary-store.ts';

describe('a task', () => {
  test('runs beside the calls of the store', async () => {
    const { store, conversation } = await storeWithConversation();
    const task = store.runTask('check', null);
    await latest(store, conversation.id, [incoming(1)]);
    expect(await task).toBe('sound');
  });

  test('that nobody wants is not begun', async () => {
    const { store } = await storeWithConversation();
    const signal = AbortSignal.abort(new Error('closed'));
    await expect(store.runTask('check', null, { signal })).rejects.toThrow('closed');
  });
});
