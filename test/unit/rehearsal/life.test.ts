import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../main/providers/8x8/index.ts';
import { clockWith, never, outgoing, rehearse } from '../providers/support.ts';

/** A clock that stands still until it is moved, and then fires what has come due in its order. */
function handClock() {
  let time = new Date(2026, 2, 14, 12, 0).getTime();
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => time,
    after(milliseconds: number, callback: () => void) {
      const timer = { at: time + milliseconds, callback };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    pending: () => timers.length,
    advance(milliseconds: number) {
      const end = time + milliseconds;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        time = next.at;
        next.callback();
      }
      time = end;
    },
  };
}

async function start(seed = 1) {
  const clock = handClock();
  const rehearsal = await rehearse({ clock: clockWith(clock), lively: true, seed });
  const heard: { room: string; author: string; text: string; at: number }[] = [];
  rehearsal.onMessage((room, message) => heard.push({ room, author: message.authorUser.name, text: message.parsed, at: clock.now() }));
  return { clock, rehearsal, heard };
}

describe('life in the rooms', () => {
  test('the first message after six seconds, then at human intervals, in many rooms', async () => {
    const { clock, heard } = await start();
    clock.advance(5999);
    expect(heard).toHaveLength(0);
    clock.advance(1);
    expect(heard).toHaveLength(1);
    clock.advance(3_600_000);
    expect(heard.length).toBeGreaterThan(80);
    const gaps = heard.slice(1).map((message, index) => message.at - heard[index]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(8000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(40_000);
    expect(new Set(gaps).size).toBeGreaterThan(50);
    const rooms = new Set(heard.map((message) => message.room));
    expect(rooms.size).toBeGreaterThan(6);
    expect(rooms).not.toContain('CHAPI sandbox');
    expect(rooms).not.toContain('Reading corner');
  });

  test('people in a room do not repeat themselves before all is said', async () => {
    const { clock, heard } = await start();
    clock.advance(600_000);
    const inPets = heard.filter((message) => message.room === 'Pets 🐕🐈').map((message) => message.text);
    expect(new Set(inPets.slice(0, 5)).size).toBe(Math.min(5, inPets.length));
  });

  test('somebody answers what the user sends, but not in the sandbox', async () => {
    const { clock, rehearsal, heard } = await start();
    const connection = eightByEight.connect(rehearsal.context);
    clock.advance(1000);
    await connection.send!('Support', outgoing('Can you help me?'), never());
    clock.advance(250);
    await connection.send!('CHAPI sandbox', outgoing('Can you help me?'), never());
    clock.advance(9000);
    const answers = heard.filter((message) => message.room === 'Support' && message.author !== 'Chapi');
    expect(answers.length).toBeGreaterThanOrEqual(1);
    expect(rehearsal.messages('CHAPI sandbox').at(-1)).toMatchObject({ parsed: 'Can you help me?' });
  });

  test('the same seed lives the same life', async () => {
    const lives = await Promise.all(
      [7, 7, 8].map(async (seed) => {
        const { clock, heard } = await start(seed);
        clock.advance(300_000);
        return JSON.stringify(heard);
      }),
    );
    expect(lives[0]).toBe(lives[1]);
    expect(lives[0]).not.toBe(lives[2]);
  });

  test('stopping leaves no timer', async () => {
    const { clock, rehearsal } = await start();
    clock.advance(20_000);
    await rehearsal.stop();
    expect(clock.pending()).toBe(0);
  });
});
