import { describe, expect, test } from 'vitest';
import { admitEdit, admitRemove, admitReply, admitSend, admitText } from '../../../main/ipc/admit.ts';
import { providers, describe as describeProvider } from '../../../main/providers/registry.ts';
import type { Conversation, Message } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';

const plain = describeProvider(providers[0]!);
const able: ProviderDescription = {
  ...plain,
  name: 'Toy',
  createsOnSend: false,
  capabilities: { ...plain.capabilities, send: true, reply: true, edit: true, remove: ['self', 'all'] },
};
const limited = (most: number, unit: 'characters' | 'bytes') => ({ ...able, limits: { messageLength: { most, unit } } });

const conversation: Conversation = {
  id: 1,
  accountId: 'a',
  remoteId: 'r',
  title: 'Office',
  unread: 0,
  lastMessage: null,
  caughtUpAt: null,
  historyComplete: false,
  seen: false,
  readOnlyReason: '',
  trouble: '',
  gaps: 0,
  signIn: 'none',
  draft: '',
  lane: 'inbox',
  pinnedAt: null,
  mutedUntil: null,
  snoozedUntil: null,
  markedUnread: false,
  remindAt: null,
  labels: [],
};
const message = { id: 7, conversationId: 1, mine: true, deleted: false, system: false } as Message;

describe('sending', () => {
  test('a name that sending would create takes the user’s word; elsewhere an unread conversation does not', () => {
    const creating = { ...able, createsOnSend: true };
    expect(() => admitSend(conversation, creating, 'hello', false)).toThrow(/sending creates it; confirm first/);
    admitSend(conversation, creating, 'hello', true);
    admitSend({ ...conversation, seen: true }, creating, 'hello', false);
    admitSend(conversation, able, 'hello', false);
  });

  test('a conversation that needs a sign-in says so before anything else', () => {
    const locked = { ...conversation, signIn: 'needed' as const, readOnlyReason: 'Nobody may write.' };
    expect(() => admitSend(locked, able, 'hello', false)).toThrow(/takes a sign-in of its own/);
    admitSend({ ...conversation, signIn: 'done' }, able, 'hello', false);
    expect(() => admitSend({ ...locked, signIn: 'done' }, able, 'hello', false)).toThrow('Nobody may write.');
  });

  test('length counts in the service’s unit, without the white space around', () => {
    admitText(limited(4, 'characters'), '  žluť\n');
    expect(() => admitText(limited(4, 'bytes'), 'žluť')).toThrow(/has 6 bytes; Toy takes at most 4/);
    admitText(limited(6, 'bytes'), ' žluť ');
    expect(() => admitText(able, ' \n ')).toThrow(/empty/);
  });

  test('an answer needs a service that has them, and its message', () => {
    admitReply(conversation, able, message);
    expect(() => admitReply(conversation, { ...able, capabilities: { ...able.capabilities, reply: false } }, message)).toThrow(
      /no answers/,
    );
    expect(() => admitReply(conversation, able, { ...message, conversationId: 2 })).toThrow(/no longer there/);
    expect(() => admitReply(conversation, able, null)).toThrow(/no longer there/);
  });
});

describe('changing and deleting', () => {
  const without = { ...able, capabilities: { ...able.capabilities, edit: false, remove: ['self' as const] } };

  test.each([
    ['a service without it', without, message, /does not let messages be changed/],
    ['somebody else’s', able, { ...message, mine: false }, /of your own/],
    ['a deleted one', able, { ...message, deleted: true }, /deleted already/],
    ['the service’s own', able, { ...message, system: true }, /by the service itself/],
  ])('%s cannot be changed', (_name, provider, target, words) => {
    expect(() => admitEdit(conversation, provider, target, 'new')).toThrow(words);
    admitEdit(conversation, able, message, 'new');
  });

  test('a new text keeps to the limits', () => {
    expect(() => admitEdit(conversation, limited(2, 'characters'), message, 'long')).toThrow(/takes at most 2/);
    expect(() => admitEdit(conversation, able, message, '')).toThrow(/empty/);
  });

  test('deletion keeps to whom the service deletes for, and for everyone to one’s own', () => {
    admitRemove(conversation, able, message, true);
    admitRemove(conversation, able, { ...message, mine: false }, false);
    expect(() => admitRemove(conversation, able, { ...message, mine: false }, true)).toThrow(/of your own/);
    expect(() => admitRemove(conversation, without, message, true)).toThrow(/for everyone/);
    expect(() => admitRemove(conversation, able, { ...message, deleted: true }, false)).toThrow(/deleted already/);
  });
});
