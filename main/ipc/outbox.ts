/** Handlers of the `outbox` area. */
import type { Engine } from '../engine.ts';
import { describe, providerOf } from '../providers/registry.ts';
import { Problem } from '../problem.ts';
import type { Handlers } from './register.ts';

type OutboxChannel = Extract<keyof Handlers, `outbox.${string}`>;

export function outboxHandlers(engine: () => Promise<Engine>): Pick<Handlers, OutboxChannel> {
  /** Refuses what the service would refuse, or what the user has not agreed to, before it becomes durable. */
  async function admit(conversationId: number, text: string, createRoom: boolean): Promise<void> {
    const { store, roster } = await engine();
    const conversation = await store.readConversation(conversationId);
    if (!conversation) throw new Problem('not-found', 'This conversation is no longer there.');
    if (text.trim() === '') throw new Problem('invalid-argument', 'An empty message cannot be sent.');
    if (conversation.readOnlyReason) throw new Problem('conflict', conversation.readOnlyReason);
    const { limits, name, conversationWord } = describe(providerOf(roster.record(conversation.accountId).kind));
    if (limits.messageLength !== null && text.length > limits.messageLength)
      throw new Problem('invalid-argument', `The message has ${text.length} characters; ${name} takes at most ${limits.messageLength}.`);
    if (!conversation.seen && !createRoom)
      throw new Problem(
        'conflict',
        `No message of “${conversation.title}” was ever read. If the ${conversationWord} does not exist, sending creates it; confirm first.`,
      );
  }

  return {
    async 'outbox.send'({ createRoom, ...argument }) {
      await admit(argument.conversationId, argument.text, createRoom);
      return (await engine()).outbox.send(argument);
    },
    async 'outbox.retry'({ id }) {
      return (await engine()).outbox.retry(id);
    },
    async 'outbox.edit'({ id, text }) {
      if (text.trim() === '') throw new Problem('invalid-argument', 'An empty message cannot be sent.');
      return (await engine()).outbox.edit(id, text);
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
