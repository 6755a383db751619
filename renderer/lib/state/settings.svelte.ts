import type { Change } from '../../../preload/contract/changes.ts';
import type { Keychain, Settings } from '../../../preload/contract/domain.ts';
import { parley } from '../ipc.ts';

/** The user's choices and what this computer offers. */
export class SettingsState {
  values = $state.raw<Settings>({ theme: 'system', notifications: 'full', closeToTray: true });
  keychain = $state.raw<Keychain>({ available: true, backend: '', sentence: '' });

  start(values: Settings, keychain: Keychain): void {
    this.values = values;
    this.keychain = keychain;
  }

  /** Shown at once; taken back if main could not keep it. */
  async set(part: Partial<Settings>): Promise<void> {
    const before = this.values;
    this.values = { ...before, ...part };
    try {
      this.values = await parley.app.setSettings(part);
    } catch (error) {
      this.values = before;
      throw error;
    }
  }

  async testKeychain(): Promise<Keychain> {
    this.keychain = await parley.app.testKeychain();
    return this.keychain;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'settings') this.values = change.value;
      if (change.type === 'keychain') this.keychain = change.value;
    }
  }
}
