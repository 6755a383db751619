import type { Change } from '../../../preload/contract/changes.ts';
import type { Conversation, Message } from '../../../preload/contract/domain.ts';
import { count } from '../format/count.ts';
import { singleLine } from '../format/text.ts';

function isSilent(conversation: Conversation | undefined): boolean {
  return conversation !== undefined && (conversation.mutedUntil !== null || conversation.lane === 'snoozed');
}

/** What a screen reader is told as it happens, never interrupting. */
export class Announcer {
  text = $state('');
  #heard = 0;

  say(text: string): void {
    this.text = text;
  }

  /** New messages of others: read in full where the user is, named elsewhere unless muted or snoozed, counted when there are many. */
  announce(changes: readonly Change[], openId: number | null, find: (conversationId: number) => Conversation | undefined): void {
    const messages = changes
      .flatMap((change) => (change.type === 'upsert' && change.object === 'message' ? [change.value] : []))
      .filter((message) => this.#isNews(message))
      .filter(({ conversationId }) => conversationId === openId || !isSilent(find(conversationId)));
    const [first] = messages;
    if (!first) return;
    this.#heard = Math.max(this.#heard, ...messages.map(({ id }) => id));
    if (messages.length > 3) this.say(count(messages.length, 'new message'));
    else this.say(messages.map((message) => this.#sentence(message, openId, find)).join('. '));
  }

  #isNews(message: Message): boolean {
    return message.unread && !message.mine && message.id > this.#heard && Date.now() - message.sentAt < 10 * 60_000;
  }

  #sentence(message: Message, openId: number | null, find: (conversationId: number) => Conversation | undefined): string {
    const author = singleLine(message.authorName);
    if (message.conversationId === openId) return `${author}: ${singleLine(message.text)}`;
    return `New message from ${author} in ${singleLine(find(message.conversationId)?.title ?? '')}`;
  }
}
