import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../../main/providers/8x8/index.ts';
import { Rejected } from '../../../../main/providers/errors.ts';
import { contextFor, errorFrom, never } from '../support.ts';

const connect = (values: Record<string, string>) => eightByEight.connect(contextFor('https://api.8x8.com/chat', values));

describe('rooms', () => {
  test('one a line, trimmed, each once, spelled as typed', async () => {
    const rooms = await connect({ rooms: ' CHAPI sandbox \r\n\nCHAPI Sandbox\nLamp launch\nLamp launch\n' }).listConversations(never());
    expect(rooms.map((room) => room.remoteId)).toEqual(['CHAPI sandbox', 'CHAPI Sandbox', 'Lamp launch']);
    expect(rooms.map((room) => room.title)).toEqual(rooms.map((room) => room.remoteId));
  });

  test('none means the sandbox', async () => {
    expect(await connect({ rooms: ' \n ' }).listConversations(never())).toEqual([{ remoteId: 'CHAPI sandbox', title: 'CHAPI sandbox' }]);
  });

  test.each([
    ['  ', 'needs a name'],
    ['a\u0000b', 'invisible control characters'],
    ['a\u2028b', 'invisible control characters'],
    ['a\ud800', 'invisible control characters'],
    ['x'.repeat(251), 'longer than 250 characters'],
  ])('a room cannot be named %j', async (name, words) => {
    expect(() => connect({}).conversationFromName!(name)).toThrow(Rejected);
    expect(() => connect({}).conversationFromName!(name)).toThrow(words);
  });

  test('names in any script, and of 250 characters', () => {
    for (const name of ['大阪・台北', 'חיפה · بيروت', 'Pets 🐕', 'x'.repeat(250)]) {
      expect(connect({}).conversationFromName!(` ${name} `)).toEqual({ remoteId: name, title: name });
    }
  });

  test('unusable settings are refused before any call', async () => {
    expect(await errorFrom(connect({ address: 'http://example.com' }).listConversations(never()))).toMatchObject({
      code: 'rejected',
      reason: 'invalid',
    });
    expect(await errorFrom(connect({ rooms: 'x'.repeat(300) }).listConversations(never()))).toMatchObject({
      code: 'rejected',
      reason: 'invalid',
    });
  });
});
