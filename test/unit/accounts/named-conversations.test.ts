import { describe, expect, test } from 'vitest';
import { namedConversations } from '../../../main/accounts/named-conversations.ts';
import { Rejected } from '../../../main/providers/errors.ts';
import type { AccountRecord } from '../../../main/store/contract.ts';
import { field, toy } from '../check/toy.ts';

/** Rooms by number, with the user's own names after it. */
const numbered = toy(
  {
    conversationFromName(line) {
      const [, number, name] = /^(\d+)\s*(.*)$/.exec(line.trim()) ?? [];
      if (!number) throw new Rejected('A room has a number.', 'invalid');
      return { remoteId: number, title: name || `Room ${number}` };
    },
  },
  { fields: [field('rooms', 'list')] },
);
const record = (rooms: string) => ({ settings: { rooms, other: 'kept' } }) as unknown as AccountRecord;

describe('conversations named by hand', () => {
  test('a line is kept as typed', () => {
    const { remote, settings } = namedConversations(numbered, record('7')).add('  12 Ops alerts ');
    expect(remote).toEqual({ remoteId: '12', title: 'Ops alerts' });
    expect(settings).toEqual({ rooms: '7\n12 Ops alerts', other: 'kept' });
  });

  test('another name for the same one takes the place of the first', () => {
    expect(namedConversations(numbered, record('12 Ops\n7')).add('12 Ops alerts').settings['rooms']).toBe('7\n12 Ops alerts');
  });

  test('one is dropped by what it stands for; lines that stand for nothing stay', () => {
    const { drop } = namedConversations(numbered, record('7 Pets\nlost\n12 Ops alerts'));
    expect(drop('12')['rooms']).toBe('7 Pets\nlost');
    expect(drop('99')['rooms']).toBe('7 Pets\nlost\n12 Ops alerts');
  });

  test('an impossible one is refused', () => {
    expect(() => namedConversations(numbered, record('')).add('lost')).toThrow('A room has a number.');
  });

  test('a service with a list of its own says so', () => {
    expect(() => namedConversations(toy({}), record(''))).toThrow(/Toy lists its conversations itself: join or leave this channel there/);
  });
});
