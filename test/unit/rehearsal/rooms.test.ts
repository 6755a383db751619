import { describe, expect, test } from 'vitest';
import { startEightByEight } from '../../../main/rehearsal/eight-by-eight/index.ts';
import { clockWith, rehearse } from '../providers/support.ts';

const noon = new Date(2026, 2, 14, 12, 0).getTime();

describe('sample rooms', () => {
  test('the account lists every room, the sandbox first', async () => {
    const rehearsal = await rehearse();
    const listed = rehearsal.context.values['rooms']!.split('\n');
    expect(listed[0]).toBe('CHAPI sandbox');
    expect([...listed].sort()).toEqual(rehearsal.rooms().sort());
    expect(listed.length).toBeGreaterThanOrEqual(9);
    expect(rehearsal.accounts).toMatchObject([{ kind: '8x8-chapi', name: 'Harbour & Finch (sample)' }]);
  });

  test.each([noon, new Date(2026, 0, 1, 0, 0, 5).getTime(), new Date(2026, 2, 29, 2, 30).getTime()])(
    'nothing is said in the future (now %i)',
    async (now) => {
      const rehearsal = await rehearse({ clock: clockWith({ now: () => now }) });
      for (const room of rehearsal.rooms()) {
        const times = rehearsal.messages(room).map((message) => message.timestamp);
        expect(times.every((time) => time < now * 1000)).toBe(true);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }
    },
  );

  test('the same seed and time give the same rooms, another seed others', async () => {
    const told = async (seed: number) => {
      const rehearsal = await rehearse({ clock: clockWith({ now: () => noon }), seed });
      return JSON.stringify(rehearsal.rooms().map((room) => [room, rehearsal.messages(room)]));
    };
    expect(await told(3)).toBe(await told(3));
    expect(await told(3)).not.toBe(await told(4));
  });

  test('every script, emoji, links, log lines, a long name, an empty room, a long history', async () => {
    const rehearsal = await rehearse();
    const all = rehearsal.rooms().flatMap((room) => rehearsal.messages(room).map((message) => message.parsed));
    for (const pattern of [
      /\p{Script=Han}/u,
      /\p{Script=Hiragana}/u,
      /\p{Script=Hebrew}/u,
      /\p{Script=Arabic}/u,
      /\p{Emoji_Presentation}/u,
      /https:\/\//,
      /WARN/,
    ]) {
      expect(all.some((text) => pattern.test(text))).toBe(true);
    }
    expect(all.some((text) => text.length > 800)).toBe(true);
    expect(rehearsal.rooms().some((room) => room.length > 150 && room.length <= 250)).toBe(true);
    expect(rehearsal.messages('Reading corner')).toEqual([]);
    expect(rehearsal.messages('Workshop floor').length).toBeGreaterThan(400);
    expect(new Set(rehearsal.messages('Workshop floor').map((message) => message.id)).size).toBe(
      rehearsal.messages('Workshop floor').length,
    );
  });

  test('listeners hear of every message until they leave', async () => {
    const rehearsal = await rehearse();
    const heard: string[] = [];
    const leave = rehearsal.onMessage((room, message) => heard.push(`${room}: ${message.parsed}`));
    const id = rehearsal.post('A new room', 'Ada', 'hello');
    leave();
    rehearsal.post('A new room', 'Ada', 'still there?');
    expect(heard).toEqual(['A new room: hello']);
    expect(rehearsal.messages('A new room')).toMatchObject([{ id, authorUser: { name: 'Ada' } }, { authorUser: { name: 'Ada' } }]);
  });

  test('stopping closes the door', async () => {
    const rehearsal = await startEightByEight({ lively: true });
    await rehearsal.stop();
    await expect(fetch(rehearsal.accounts[0]!.values['address']!)).rejects.toThrow();
  });
});
