/** One notification per new message, per reminder, and when an account is signed out; clicking it shows which. What it reveals is the user's choice. */
import { Notification } from 'electron';
import type { Account, Conversation, Message, Settings } from '../../preload/contract/domain.ts';

export interface NotificationParts {
  iconFile: string;
  settings(): Settings;
  /** The title of the conversation and the account's name. */
  describe(conversationId: number): Promise<{ title: string; account: string } | null>;
  open(to: { conversationId: number; messageId: number | null }): void;
  showWindow(): void;
}

export interface Notifications {
  announce(messages: Message[]): Promise<void>;
  remind(conversations: Conversation[]): void;
  loggedOut(account: Account): void;
  /** The user has read the conversation: what announced it may go. */
  clear(conversationId: number): void;
  test(): void;
}

/** More than this many at once is a catch-up after a pause; the rest is told in one line. */
const mostAtOnce = 4;
const longestBody = 240;

export function createNotifications(parts: NotificationParts): Notifications {
  // Electron shows a notification only as long as somebody holds it: let go early, and a click goes nowhere.
  const shown = new Map<Notification, number | null>();

  /** `conversationId`: what it is about; null when it is about no conversation. */
  function show(title: string, body: string, conversationId: number | null, onClick: () => void): void {
    const notification = new Notification({ title, body, icon: parts.iconFile });
    shown.set(notification, conversationId);
    const forget = () => shown.delete(notification);
    notification.on('click', () => {
      forget();
      onClick();
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    notification.show();
  }

  function showMessage(title: string, body: string, { conversationId, id }: Message): void {
    show(title, body, conversationId, () => parts.open({ conversationId, messageId: id }));
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
        showMessage(`${message.authorName} · ${place.title}`, body, message);
      }
      const rest = messages.slice(one.length);
      if (rest.length > 0) showMessage(place.title, `${rest.length} more new messages`, rest[0]!);
    },
    remind(conversations) {
      if (parts.settings().notifications === 'off' || !Notification.isSupported()) return;
      for (const { id, title } of conversations) {
        show(`Reminder · ${title}`, 'You wanted to come back to this conversation now.', id, () =>
          parts.open({ conversationId: id, messageId: null }),
        );
      }
    },
    loggedOut({ name, health }) {
      if (parts.settings().notifications === 'off' || !Notification.isSupported()) return;
      show(`${name} is signed out`, shorten(health.sentence), null, parts.showWindow);
    },
    clear(conversationId) {
      for (const [notification, of] of shown) {
        if (of !== conversationId) continue;
        shown.delete(notification);
        notification.close();
      }
    },
    test() {
      show('Parley', 'Notifications work. New messages will look like this.', null, () => {});
    },
  };
}

/** Notification servers differ in what they accept: plain text of moderate length is safe everywhere. */
function shorten(text: string): string {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const points = [...plain];
  return points.length > longestBody ? `${points.slice(0, longestBody - 1).join('')}…` : plain;
}
