import type { Message } from '../../../preload/contract/domain.ts';

/** Which dialog is open. One at a time. */
export type DialogName =
  | { kind: 'add-account' }
  | { kind: 'settings' }
  | { kind: 'shortcuts' }
  | {
      kind: 'account-details' | 'manage' | 'edit-account' | 'replace-secret' | 'sign-in' | 'remove-account' | 'add-conversation';
      accountId: string;
    }
  | { kind: 'forget-conversation' | 'join-conversation' | 'go-to-date' | 'export-conversation'; conversationId: number }
  | { kind: 'snooze-until' | 'remind-at' | 'new-label'; conversationId: number }
  | { kind: 'labels' }
  | { kind: 'delete-message' | 'message-versions'; message: Message };

export class Dialogs {
  current = $state.raw<DialogName | null>(null);

  open(dialog: DialogName): void {
    this.current = dialog;
  }

  close(): void {
    this.current = null;
  }
}
