/** Handlers of the `conversations` area. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import type { Handlers } from './register.ts';

type ConversationChannel = Extract<keyof Handlers, `conversations.${string}`>;

export function conversationHandlers(engine: () => Promise<Engine>): Pick<Handlers, ConversationChannel> {
  async function existing(id: number) {
    const { store } = await engine();
    const conversation = await store.readConversation(id);
    if (!conversation) throw new Problem('not-found', 'This conversation is no longer there.');
    return conversation;
  }

  async function connected(conversationId: number) {
    const { accountId } = await existing(conversationId);
    const active = (await engine()).sync.active(accountId);
    const conversation = active?.conversations.find((known) => known.id === conversationId);
    if (!active || !conversation) throw new Problem('conflict', 'The account is not connected, so nothing can be fetched now.');
    return { active, conversation };
  }

  return {
    async 'conversations.add'({ accountId, name }) {
      const { accounts, store } = await engine();
      const remote = await accounts.addConversation(accountId, name);
      return store.addConversation({ accountId, remoteId: remote.remoteId, title: remote.title });
    },
    async 'conversations.remove'({ conversationId }) {
      const { accounts, store } = await engine();
      const { accountId, remoteId } = await existing(conversationId);
      await accounts.dropConversation(accountId, remoteId);
      await store.removeConversation(conversationId);
      return null;
    },
    async 'conversations.focus'({ conversationId }) {
      (await engine()).sync.setOpenConversation(conversationId);
      return null;
    },
    async 'conversations.markRead'({ conversationId }) {
      const { store, sync } = await engine();
      // First, as the store forgets what had been unread.
      sync.noteRead(conversationId);
      await store.markRead(conversationId);
      return null;
    },
    async 'conversations.saveDraft'(argument) {
      await (await engine()).store.saveDraft(argument);
      return null;
    },
    async 'conversations.loadOlder'({ conversationId }) {
      const { active, conversation } = await connected(conversationId);
      return active.reader.readOlder(conversation);
    },
    async 'conversations.fillGap'({ gapId }) {
      const gap = await (await engine()).store.readGap(gapId);
      if (!gap) return { added: 0, closed: true };
      const { active } = await connected(gap.conversationId);
      return active.reader.fillGap(gapId);
    },
    async 'conversations.page'(argument) {
      return (await engine()).store.readConversationPage(argument);
    },
    async 'conversations.triage'(argument) {
      return (await engine()).triage.set(argument);
    },
    async 'conversations.setLabel'(argument) {
      return (await engine()).store.setLabel(argument);
    },
  };
}
