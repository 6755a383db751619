import { describe, expect, test } from 'vitest';
import { Rejected } from '../../../../main/providers/errors.ts';
import { spikaMessaging } from '../../../../main/providers/spika-messaging/index.ts';
import { errorFrom, never } from '../support.ts';
import { connectMessaging, contextAt } from '../spika/support.ts';

const connect = (rooms: string) => connectMessaging(contextAt('https://chat.example.com', { rooms }));

describe('rooms of a messaging key', () => {
  test.each([
    ['12 Ops alerts', '12', 'Ops alerts'],
    ['12', '12', 'Room 12'],
    ['  #12: 大阪  の 部屋 ', '12', '大阪 の 部屋'],
    ['012 – Ops', '12', 'Ops'],
    ['12\tOps\u0000alerts', '12', 'Ops alerts'],
  ])('%j', (line, remoteId, title) => expect(connect('').conversationFromName(line)).toEqual({ remoteId, title }));

  test.each([
    ['Ops alerts', 'Begin with the room’s number'],
    ['', 'Begin with the room’s number'],
    ['12abc', 'Begin with the room’s number'],
    ['0 Ops', 'No room has the number 0.'],
    ['99999999999999999 Ops', 'No room has the number'],
    [`12 ${'x'.repeat(251)}`, 'longer than 250 characters'],
  ])('%j is refused', (line, words) => {
    expect(() => connect('').conversationFromName(line)).toThrow(Rejected);
    expect(() => connect('').conversationFromName(line)).toThrow(words);
  });

  test('one a line, each number once', async () => {
    expect(await connect('12 Ops\r\n\n7\n12 Again').listConversations(never())).toEqual([
      { remoteId: '12', title: 'Ops' },
      { remoteId: '7', title: 'Room 7' },
    ]);
    expect(await connect('').listConversations(never())).toEqual([]);
  });

  test('unusable settings are refused before any call', async () => {
    for (const values of [{ rooms: 'Ops' }, { address: 'http://chat.example.com' }, { address: '' }]) {
      const context = contextAt('https://chat.example.com', values);
      expect(await errorFrom(connectMessaging(context).listConversations(never()))).toMatchObject({ reason: 'invalid' });
    }
  });

  test('the address as copied from Spika’s sidebar', () => {
    const context = contextAt('https://dev3.spika.example/api/messaging/messages');
    expect(connectMessaging(context).address().base).toBe('https://dev3.spika.example');
  });

  test('a key has no way to read', () => {
    const connection = spikaMessaging.connect(contextAt('https://chat.example.com'));
    for (const method of ['readLatest', 'readBefore', 'readChanges', 'listen', 'edit', 'remove'] as const) {
      expect(connection[method]).toBeUndefined();
    }
  });
});
