/** Handlers of the `messages` area. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import { admitEdit, admitRemove } from './admit.ts';
import { conversationWithProvider } from './conversation-with-provider.ts';
import type { Handlers } from './register.ts';

type MessageChannel = Extract<keyof Handlers, `messages.${string}`>;

export function messageHandlers(engine: () => Promise<Engine>): Pick<Handlers, MessageChannel> {
  async function existing(messageId: number) {
    const found = await (await engine()).store.readMessage(messageId);
    if (!found) throw new Problem('not-found', 'This message is no longer there.');
    return { message: found.message, ...(await conversationWithProvider(await engine(), found.message.conversationId)) };
  }

  return {
    async 'messages.page'(argument) {
      const page = await (await engine()).store.readMessagePage(argument);
      if (typeof argument.at === 'object' && 'around' in argument.at && page.anchorId === null)
        throw new Problem('not-found', 'This message is no longer on this computer.');
      return page;
    },
    async 'messages.versions'({ messageId }) {
      return (await engine()).store.readMessageVersions(messageId);
    },
    async 'messages.edit'({ messageId, clientId, text }) {
      const { message, conversation, provider } = await existing(messageId);
      admitEdit(conversation, provider, message, text);
      return (await engine()).outbox.change({ messageId, clientId, kind: 'edit', text, forAll: false });
    },
    async 'messages.remove'({ messageId, clientId, forAll }) {
      const { message, conversation, provider } = await existing(messageId);
      admitRemove(conversation, provider, message, forAll);
      return (await engine()).outbox.change({ messageId, clientId, kind: 'delete', text: '', forAll });
    },
  };
}
