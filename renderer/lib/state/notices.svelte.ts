import type { Change } from '../../../preload/contract/changes.ts';
import type { Notice } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';

export interface Toast {
  id: number;
  tone: 'done' | 'failed';
  text: string;
  /** Takes back what was done. */
  undo?: () => Promise<unknown>;
}

/** What the user must be told: notices from main stay until dismissed, toasts leave by themselves. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  toasts = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'upsert' && change.object === 'notice') {
        this.list = [...this.list.filter(({ id }) => id !== change.value.id), change.value];
      } else if (change.type === 'delete' && change.object === 'notice') {
        this.list = this.list.filter(({ id }) => id !== change.id);
      }
    }
  }

  async dismiss(id: string): Promise<void> {
    this.list = this.list.filter((notice) => notice.id !== id);
    await this.attempt('The notice will come back', () => parley.app.dismissNotice({ id }));
  }

  toast(tone: Toast['tone'], text: string, undo?: () => Promise<unknown>): void {
    const toast = { id: this.#nextId++, tone, text, ...(undo && { undo }) };
    // Saying the same thing twice at once helps nobody.
    this.toasts = [...this.toasts.filter((other) => other.text !== text), toast].slice(-3);
  }

  /** Takes back the last thing that still can be. Answers whether there was one. */
  undoLast(): boolean {
    const last = this.toasts.findLast(({ undo }) => undo);
    if (last) this.undo(last);
    return last !== undefined;
  }

  undo({ id, undo }: Toast): void {
    this.dismissToast(id);
    void undo?.();
  }

  dismissToast(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  /** Runs an action whose failure has no better place to be told. Answers whether it worked. */
  async attempt(failure: string, action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.toast('failed', `${failure}. ${sentenceOf(error)}`);
      return false;
    }
  }
}
