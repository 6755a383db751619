/** Refuses what the service would refuse, or what the user has not agreed to, before it becomes durable. All throw a `Problem`. */
import type { Conversation, Message } from '../../preload/contract/domain.ts';
import type { ProviderDescription } from '../../preload/contract/provider.ts';
import { Problem } from '../problem.ts';

/** `createRoom`: the user knows that the message may create the conversation. */
export function admitSend(conversation: Conversation, provider: ProviderDescription, text: string, createRoom: boolean): void {
  admitWriting(conversation, provider);
  admitText(provider, text);
  if (provider.createsOnSend && !conversation.seen && !createRoom)
    throw new Problem(
      'conflict',
      `No message of “${conversation.title}” was ever read. If the ${provider.conversationWord} does not exist, sending creates it; confirm first.`,
    );
}

/** `answered` is null when that message is no longer there. */
export function admitReply(conversation: Conversation, provider: ProviderDescription, answered: Message | null): void {
  if (!provider.capabilities.reply) throw new Problem('conflict', `${provider.name} has no answers to single messages.`);
  if (answered?.conversationId !== conversation.id) throw new Problem('not-found', 'The message to answer is no longer there.');
}

export function admitEdit(conversation: Conversation, provider: ProviderDescription, message: Message, text: string): void {
  if (!provider.capabilities.edit) throw new Problem('conflict', `${provider.name} does not let messages be changed.`);
  if (!message.mine) throw new Problem('conflict', 'Only messages of your own can be changed.');
  admitStanding(message);
  admitWriting(conversation, provider);
  admitText(provider, text);
}

export function admitRemove(conversation: Conversation, provider: ProviderDescription, message: Message, forAll: boolean): void {
  if (!provider.capabilities.remove.includes(forAll ? 'all' : 'self'))
    throw new Problem('conflict', `${provider.name} cannot delete messages ${forAll ? 'for everyone' : 'out of your own view alone'}.`);
  if (forAll && !message.mine) throw new Problem('conflict', 'Only messages of your own can be deleted for everyone.');
  admitStanding(message);
  admitSignedIn(conversation);
}

/** Length counts without the white space around it. */
export function admitText({ limits, name }: ProviderDescription, text: string): void {
  const trimmed = text.trim();
  if (trimmed === '') throw new Problem('invalid-argument', 'An empty message cannot be sent.');
  if (!limits.messageLength) return;
  const { most, unit } = limits.messageLength;
  const length = unit === 'bytes' ? Buffer.byteLength(trimmed) : trimmed.length;
  if (length > most) throw new Problem('invalid-argument', `The message has ${length} ${unit}; ${name} takes at most ${most}.`);
}

function admitWriting(conversation: Conversation, provider: ProviderDescription): void {
  if (!provider.capabilities.send) throw new Problem('conflict', `${provider.name} cannot be written to from here.`);
  // Told before any other reason: it can be done something about.
  admitSignedIn(conversation);
  if (conversation.readOnlyReason) throw new Problem('conflict', conversation.readOnlyReason);
}

function admitSignedIn({ signIn, title }: Conversation): void {
  if (signIn === 'needed') throw new Problem('conflict', `Writing in “${title}” takes a sign-in of its own. Sign in first.`);
}

function admitStanding({ deleted, system }: Message): void {
  if (deleted) throw new Problem('conflict', 'This message is deleted already.');
  if (system) throw new Problem('conflict', 'This line was written by the service itself.');
}
