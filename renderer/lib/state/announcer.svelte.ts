import type { Change } from '../../../preload/contract/changes.ts';
import type { Message } from '../../../preload/contract/domain.ts';
import { count } from '../format/count.ts';
import { singleLine } from '../format/text.ts';

/** What a screen reader is told as it happens, never interrupting. */
export class Announcer {
  text = $state('');
  #heard = 0;

  say(text: string): void {
    this.text = text;
  }

  /** New messages of others: read in full where the user is, named elsewhere, counted when there are many. */
  announce(changes: readonly Change[], openId: number | null, titleOf: (conversationId: number) => string): void {
    const messages = changes
      .flatMap((change) => (change.type === 'upsert' && change.object === 'message' ? [change.value] : []))
      .filter((message) => this.#isNews(message));
    const [first] = messages;
    if (!first) return;
    this.#heard = Math.max(this.#heard, ...messages.map(({ id }) => id));
    if (messages.length > 3) this.say(count(messages.length, 'new message'));
    else this.say(messages.map((message) => this.#sentence(message, openId, titleOf)).join('. '));
  }

  #isNews(message: Message): boolean {
    return message.unread && !message.mine && message.id > this.#heard && Date.now() - message.sentAt < 10 * 60_000;
  }

  #sentence(message: Message, openId: number | null, titleOf: (conversationId: number) => string): string {
    const author = singleLine(message.authorName);
    if (message.conversationId === openId) return `${author}: ${singleLine(message.text)}`;
    return `New message from ${author} in ${singleLine(titleOf(message.conversationId))}`;
  }
}
