/** A conversation and what its service can do: what writing in it is judged by. */
import type { Conversation } from '../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../preload/contract/provider.ts';
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import { describe, providerOf } from '../providers/registry.ts';

/** Rejects with a `Problem` when it is no longer there. */
export async function conversationWithProvider(
  { store, roster }: Pick<Engine, 'store' | 'roster'>,
  id: number,
): Promise<{ conversation: Conversation; provider: ProviderDescription }> {
  const conversation = await store.readConversation(id);
  if (!conversation) throw new Problem('not-found', 'This conversation is no longer there.');
  return { conversation, provider: describe(providerOf(roster.record(conversation.accountId).kind)) };
}
