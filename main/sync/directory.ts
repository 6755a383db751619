/** The conversations of one account that are read, as last listed. */
import type { SyncConversation } from '../store/contract.ts';

export interface Directory {
  all(): SyncConversation[];
  byId(id: number): SyncConversation | undefined;
  byRemoteId(remoteId: string): SyncConversation | undefined;
  /** A conversation that stays remains the same object: whoever reads it right now notes in it how far. */
  replace(listed: SyncConversation[]): void;
}

export function createDirectory(known: SyncConversation[]): Directory {
  let conversations: SyncConversation[] = [];
  let ids = new Map<number, SyncConversation>();
  let remoteIds = new Map<string, SyncConversation>();

  function replace(listed: SyncConversation[]): void {
    conversations = listed.map((conversation) => {
      const before = ids.get(conversation.id);
      return before ? Object.assign(before, { title: conversation.title }) : conversation;
    });
    ids = new Map(conversations.map((conversation) => [conversation.id, conversation]));
    remoteIds = new Map(conversations.map((conversation) => [conversation.remoteId, conversation]));
  }

  replace(known);
  return {
    all: () => conversations,
    byId: (id) => ids.get(id),
    byRemoteId: (remoteId) => remoteIds.get(remoteId),
    replace,
  };
}
