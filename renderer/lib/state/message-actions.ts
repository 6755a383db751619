/** What can be done with a message, or why it cannot. Pure, so that every service's rules can be tested without a window. */
import type { Conversation, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../../preload/contract/provider.ts';

export interface Subject {
  message: Message;
  /** A change of it that is on its way or stuck. */
  change: OutboxItem | null;
  conversation: Conversation;
  provider: ProviderDescription | undefined;
}

export type MessageAction = 'reply' | 'edit' | 'save' | 'remove';

/** For whom a message can be deleted: others' messages only out of one's own view. */
export function removeScopes({ message, provider }: Subject): ('self' | 'all')[] {
  const scopes = provider?.capabilities.remove ?? [];
  return message.mine ? scopes : scopes.filter((scope) => scope === 'self');
}

/** Why an action is not possible, in a sentence; empty when it is. */
export function whyNot(action: MessageAction, subject: Subject): string {
  const { message, change, conversation, provider } = subject;
  const service = provider?.name ?? 'The service';
  if (action === 'save' && message.saved) return '';
  if (message.deleted) return 'It was deleted.';
  if (message.system) return `${service} wrote this itself.`;
  if (action === 'save') return '';
  if (action === 'reply' && !provider?.capabilities.reply) return `${service} has no replies.`;
  if (action === 'edit' && !provider?.capabilities.edit) return `${service} does not let messages be changed.`;
  if (action === 'edit' && !message.mine) return 'Only your own messages can be changed.';
  if (action === 'remove' && !provider?.capabilities.remove.length) return `${service} does not let messages be deleted.`;
  if (action === 'remove' && removeScopes(subject).length === 0) return 'Only your own messages can be deleted.';
  if (conversation.signIn === 'needed') return `Join this ${provider?.conversationWord ?? 'conversation'} first.`;
  if (conversation.readOnlyReason) return conversation.readOnlyReason;
  if (change && action !== 'reply') return 'A change of it is on its way already.';
  return '';
}
