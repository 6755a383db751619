/** Handlers of the `outbox` area. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import { admitReply, admitSend, admitText } from './admit.ts';
import { conversationWithProvider } from './conversation-with-provider.ts';
import type { Handlers } from './register.ts';

type OutboxChannel = Extract<keyof Handlers, `outbox.${string}`>;

export function outboxHandlers(engine: () => Promise<Engine>): Pick<Handlers, OutboxChannel> {
  return {
    async 'outbox.send'({ createRoom, ...argument }) {
      const { store, outbox } = await engine();
      const { conversation, provider } = await conversationWithProvider(await engine(), argument.conversationId);
      admitSend(conversation, provider, argument.text, createRoom);
      if (argument.replyToId !== null) admitReply(conversation, provider, (await store.readMessage(argument.replyToId))?.message ?? null);
      return outbox.send(argument);
    },
    async 'outbox.retry'({ id }) {
      return (await engine()).outbox.retry(id);
    },
    async 'outbox.edit'({ id, text }) {
      const { store, outbox } = await engine();
      const item = await store.readOutboxItem(id);
      if (!item) throw new Problem('conflict', 'This message is no longer in the outbox.');
      const { provider } = await conversationWithProvider(await engine(), item.conversationId);
      admitText(provider, text);
      return outbox.edit(id, text);
    },
    async 'outbox.discard'({ id }) {
      await (await engine()).outbox.discard(id);
      return null;
    },
    async 'outbox.resolve'({ id, as }) {
      return (await engine()).outbox.resolve(id, as);
    },
  };
}
