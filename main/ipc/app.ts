/** Handlers of the `app` area: the start state, settings, links, self-tests. */
import type { Notice, Settings } from '../../preload/contract/domain.ts';
import type { StartState } from '../../preload/contract/api.ts';
import type { ChangeHub } from '../changes.ts';
import type { Engine } from '../engine.ts';
import { describe, providers } from '../providers/registry.ts';
import { meansDamage } from '../store/errors.ts';
import type { Handlers } from './register.ts';

type AppChannel = Extract<keyof Handlers, `app.${string}`>;

/** As many as the tallest window shows at once: what more there is would be on its way while nothing is on the screen yet. */
const firstPage = { lane: 'inbox', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 60 } as const;

/** What the window's side of Parley offers to these handlers. */
export interface ShellActions {
  version: string;
  dataFolder: string;
  painted(): void;
  openLink(url: string): Promise<void>;
  showDataFolder(): Promise<void>;
  /** Full paths as the user chose them in the system's own dialog; null when they chose none. */
  chooseExportFolder(): Promise<string | null>;
  chooseImportFile(): Promise<string | null>;
  showFolder(folder: string): Promise<void>;
  testNotification(): void;
  /** Loads the page anew. */
  reload(): void;
  settingsChanged(settings: Settings): void;
  takeNavigateTo(): StartState['navigateTo'];
}

export function appHandlers(
  engine: () => Promise<Engine>,
  startAgain: () => Promise<Engine>,
  repair: () => Promise<Engine>,
  notices: Notice[],
  changes: ChangeHub,
  shell: ShellActions,
): Pick<Handlers, AppChannel> {
  let asked = false;

  async function startState({ store, roster, rehearsal, data, keychain }: Engine): Promise<StartState> {
    const navigateTo = shell.takeNavigateTo();
    const { conversations, next } = await store.readConversationPage(firstPage);
    const target = navigateTo && (await store.readConversation(navigateTo.conversationId));
    return {
      version: shell.version,
      platform: process.platform as StartState['platform'],
      dataFolder: shell.dataFolder,
      providers: providers.map(describe),
      accounts: roster.all(),
      conversations: target ? [...conversations.filter(({ id }) => id !== target.id), target] : conversations,
      moreConversations: next,
      unreadTotal: await store.readUnreadTotal(),
      stuck: await store.readStuckOutbox(),
      settings: await store.readSettings(),
      keychain: keychain(),
      notices,
      job: data.job(),
      rehearsal: rehearsal.state(),
      navigateTo,
    };
  }

  return {
    async 'app.start'() {
      // The page asks once by itself, and again after a failure when the user says so.
      const opening = asked ? startAgain() : engine();
      asked = true;
      try {
        return await startState(await opening);
      } catch (error) {
        // Without an inbox there is no window to ask in.
        if (!meansDamage(error)) throw error;
        return startState(await repair());
      }
    },
    'app.painted'() {
      shell.painted();
      return null;
    },
    'app.dismissNotice'({ id }) {
      const index = notices.findIndex((notice) => notice.id === id);
      if (index >= 0) notices.splice(index, 1);
      changes.publish({ type: 'delete', object: 'notice', id });
      return null;
    },
    async 'app.openLink'({ url }) {
      await shell.openLink(url);
      return null;
    },
    async 'app.setSettings'(partial) {
      const { store } = await engine();
      const given = Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined));
      const settings = await store.saveSettings({ ...(await store.readSettings()), ...given });
      changes.publish({ type: 'settings', value: settings });
      shell.settingsChanged(settings);
      return settings;
    },
    async 'app.testKeychain'() {
      return (await engine()).testKeychain();
    },
    async 'app.showDataFolder'() {
      await shell.showDataFolder();
      return null;
    },
    async 'app.repair'() {
      const repaired = repair();
      // What the page shows is of the engine before: it waits with the rest for the next one.
      shell.reload();
      await repaired;
      return null;
    },
    async 'app.backupHealth'() {
      return (await engine()).upkeep.health();
    },
    'app.testNotification'() {
      shell.testNotification();
      return null;
    },
  };
}
