/** Labels and saved messages, as main keeps them. */
import type { Argument, SavedPage } from '../../../preload/contract/api.ts';
import type { FakeParley } from './fake-parley.ts';
import type { Handlers } from './handlers.ts';

type Decision = Extract<keyof Handlers, 'conversations.setLabel' | `labels.${string}` | `saved.${string}`>;

export function decisionHandlers(fake: FakeParley): Pick<Handlers, Decision> {
  return {
    'conversations.setLabel': ({ conversationId, labelId, on }: Argument<'conversations.setLabel'>) => {
      const others = fake.conversation(conversationId).labels.filter((id) => id !== labelId);
      fake.updateConversation(conversationId, { labels: on ? [...others, labelId].sort((one, other) => one - other) : others });
      return fake.conversation(conversationId);
    },
    'labels.list': () => fake.labels,
    'labels.add': ({ name, hue }: Argument<'labels.add'>) => {
      const label = { id: Math.max(0, ...fake.labels.map(({ id }) => id)) + 1, name: name.trim(), hue };
      fake.setLabels(...fake.labels, label);
      return label;
    },
    'labels.update': ({ labelId: id, name, hue }: Argument<'labels.update'>) => {
      fake.setLabels(...fake.labels.map((label) => (label.id === id ? { id, name, hue } : label)));
      return { id, name, hue };
    },
    'labels.remove': ({ labelId }: Argument<'labels.remove'>) => {
      fake.labels = fake.labels.filter(({ id }) => id !== labelId);
      fake.emit({ type: 'delete', object: 'label', id: labelId });
      for (const { id, labels } of fake.start.conversations) {
        if (labels.includes(labelId)) fake.updateConversation(id, { labels: labels.filter((one) => one !== labelId) });
      }
      return null;
    },
    'saved.page': ({ after, limit }: Argument<'saved.page'>): SavedPage => {
      const from = after ? fake.saved.findIndex(({ messageId }) => messageId === after.messageId) + 1 : 0;
      const shown = fake.saved.slice(from, from + limit);
      return {
        saved: shown.map(({ messageId, savedAt }) => ({ message: fake.message(messageId), savedAt })),
        next: from + limit < fake.saved.length ? (shown.at(-1) ?? null) : null,
      };
    },
    'saved.set': ({ messageId, saved }: Argument<'saved.set'>) => {
      fake.setSaved(messageId, saved);
      return null;
    },
  };
}
