/** One notification per new message; clicking it shows the message. What it reveals is the user's choice. */
import { Notification } from 'electron';
import type { Message, Settings } from '../../preload/contract/domain.ts';

export interface NotificationParts {
  iconFile: string;
  settings(): Settings;
  /** The title of the conversation and the account's name. */
  describe(conversationId: number): Promise<{ title: string; account: string } | null>;
  open(to: { conversationId: number; messageId: number | null }): void;
}

export interface Notifications {
  announce(messages: Message[]): Promise<void>;
  /** The user has read the conversation: what announced it may go. */
  clear(conversationId: number): void;
  test(): void;
}

/** More than this many at once is a catch-up after a pause; the rest is told in one line. */
const mostAtOnce = 4;
const longestBody = 240;

export function createNotifications(parts: NotificationParts): Notifications {
  // Electron shows a notification only as long as somebody holds it: let go early, and a click goes nowhere.
  const shown = new Map<Notification, number>();

  function show(title: string, body: string, conversationId: number, messageId: number | null): void {
    const notification = new Notification({ title, body, icon: parts.iconFile });
    shown.set(notification, conversationId);
    const forget = () => shown.delete(notification);
    notification.on('click', () => {
      forget();
      if (conversationId > 0) parts.open({ conversationId, messageId });
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    notification.show();
  }

  return {
    async announce(messages) {
      const detail = parts.settings().notifications;
      const first = messages[0];
      if (detail === 'off' || !first || !Notification.isSupported()) return;
      const place = await parts.describe(first.conversationId);
      if (!place) return;
      const one = messages.length <= mostAtOnce ? messages : messages.slice(0, mostAtOnce - 1);
      for (const message of one) {
        const body = detail === 'full' ? shorten(message.text) : `New message in ${place.title}`;
        show(`${message.authorName} · ${place.title}`, body, message.conversationId, message.id);
      }
      const rest = messages.slice(one.length);
      if (rest.length > 0) show(place.title, `${rest.length} more new messages`, first.conversationId, rest[0]!.id);
    },
    clear(conversationId) {
      for (const [notification, of] of shown) {
        if (of !== conversationId) continue;
        shown.delete(notification);
        notification.close();
      }
    },
    test() {
      show('Parley', 'Notifications work. New messages will look like this.', 0, null);
    },
  };
}

/** Notification servers differ in what they accept: plain text of moderate length is safe everywhere. */
function shorten(text: string): string {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const points = [...plain];
  return points.length > longestBody ? `${points.slice(0, longestBody - 1).join('')}…` : plain;
}
