/** A busy inbox in which much was put off, labelled and saved. */
import type { Conversation } from '../../../preload/contract/domain.ts';
import { FakeParley } from '../support/fake-parley.ts';
import { day, hour, minute } from '../support/samples.ts';
import { fillInbox, livelyConversations } from './lively.ts';

const labels = [
  { id: 1, name: 'Urgent', hue: 25 },
  { id: 2, name: 'Waiting for an answer from the supplier', hue: 95 },
  { id: 3, name: 'عملاء مهمون', hue: 290 },
  { id: 4, name: '🌊 Harbour', hue: 190 },
  { id: 5, name: 'Q3', hue: 150 },
  { id: 6, name: 'To read', hue: 235 },
];

const decisions = (now: number): Record<number, Partial<Conversation>> => ({
  1: { labels: [1, 4], pinnedAt: now, remindAt: now + day },
  2: { labels: [2, 5] },
  3: { labels: [1, 2, 3, 4, 5, 6], snoozedUntil: now + 3 * hour, lane: 'snoozed' },
  4: { labels: [6] },
  5: { labels: [3] },
  6: { remindAt: now + 5 * hour },
  8: { labels: [4, 1], mutedUntil: now + hour },
  9: { snoozedUntil: now + 20 * day, lane: 'snoozed', labels: [5] },
  10: { snoozedUntil: now + 3 * day, lane: 'snoozed', unread: 3, remindAt: now + 2 * day },
});

export function decided(): FakeParley {
  const now = Date.now();
  const made = decisions(now);
  const fake = new FakeParley({ conversations: livelyConversations().map((one) => ({ ...one, ...made[one.id] })) });
  fake.labels = labels;
  fillInbox(fake);
  for (const [index, messageId] of [1000, 5000, 3003, 2399, 1009, 1012, 1006].entries()) {
    fake.saved.push({ messageId, savedAt: now - index * 40 * minute });
    const { conversationId } = fake.message(messageId);
    fake.messages.set(
      conversationId,
      fake.messages.get(conversationId)!.map((one) => (one.id === messageId ? { ...one, saved: true } : one)),
    );
  }
  return fake;
}
