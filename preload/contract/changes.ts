/** The one stream main pushes to the renderer. A batch is applied as a whole, in order. */
import type { Account, Conversation, Gap, Keychain, Label, Message, Notice, OutboxItem, Settings } from './domain.ts';
import type { CallRecord, CheckStep } from './provider.ts';

export interface RehearsalState {
  running: boolean;
  accountIds: string[];
  faults: { id: string; label: string; detail: string }[];
  activeFault: string | null;
}

/** Objects by name; each is replaced whole. */
export interface ChangeObjects {
  account: Account;
  conversation: Conversation;
  message: Message;
  outbox: OutboxItem;
  gap: Gap;
  label: Label;
  notice: Notice;
}

export type Change =
  | { [Name in keyof ChangeObjects]: { type: 'upsert'; object: Name; value: ChangeObjects[Name] } }[keyof ChangeObjects]
  | { type: 'delete'; object: keyof ChangeObjects; id: string | number }
  | { type: 'settings'; value: Settings }
  | { type: 'keychain'; value: Keychain }
  | { type: 'rehearsal'; value: RehearsalState }
  /** Only of the account being watched. A record whose id is known replaces it. */
  | { type: 'call'; accountId: string; record: CallRecord }
  | { type: 'check-step'; checkId: string; index: number; step: CheckStep }
  /** The user clicked a notification or a tray entry: show this. */
  | { type: 'navigate'; to: { conversationId: number; messageId: number | null } | { dialog: 'settings' | 'add-account' } };
