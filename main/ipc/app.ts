/** Handlers of the `app` area: the start state, settings, links, self-tests. */
import type { Notice, Settings } from '../../preload/contract/domain.ts';
import type { StartState } from '../../preload/contract/api.ts';
import type { ChangeHub } from '../changes.ts';
import type { Engine } from '../engine.ts';
import { describe, providers } from '../providers/registry.ts';
import type { Handlers } from './register.ts';

type AppChannel = Extract<keyof Handlers, `app.${string}`>;

/** More than any window shows at once. */
const firstPage = { lane: 'inbox', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 200 } as const;

/** What the window's side of Parley offers to these handlers. */
export interface ShellActions {
  version: string;
  dataFolder: string;
  painted(): void;
  openLink(url: string): Promise<void>;
  showDataFolder(): Promise<void>;
  testNotification(): void;
  settingsChanged(settings: Settings): void;
  takeNavigateTo(): StartState['navigateTo'];
}

export function appHandlers(
  engine: () => Promise<Engine>,
  startAgain: () => Promise<Engine>,
  notices: Notice[],
  changes: ChangeHub,
  shell: ShellActions,
): Pick<Handlers, AppChannel> {
  let asked = false;
  return {
    async 'app.start'() {
      // The page asks once by itself, and again after a failure when the user says so.
      const opening = asked ? startAgain() : engine();
      asked = true;
      const { store, roster, rehearsal, keychain } = await opening;
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
        rehearsal: rehearsal.state(),
        navigateTo,
      };
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
    'app.testNotification'() {
      shell.testNotification();
      return null;
    },
  };
}
