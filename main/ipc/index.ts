/** All handlers, one file per area. */
import type { Notice } from '../../preload/contract/domain.ts';
import type { ChangeHub } from '../changes.ts';
import type { Engine } from '../engine.ts';
import type { Logger } from '../providers/contract.ts';
import { accountHandlers } from './accounts.ts';
import { appHandlers, type ShellActions } from './app.ts';
import { conversationHandlers } from './conversations.ts';
import { labelHandlers } from './labels.ts';
import { managedHandlers } from './managed.ts';
import { messageHandlers } from './messages.ts';
import { outboxHandlers } from './outbox.ts';
import { registerHandlers } from './register.ts';
import { rehearsalHandlers } from './rehearsal.ts';
import { savedHandlers } from './saved.ts';
import { searchHandlers } from './search.ts';
import { signInHandlers } from './sign-in.ts';

export interface IpcParts {
  /** Rejects when Parley has no working database: then every call answers that sentence. */
  engine(): Promise<Engine>;
  /** Another try at a start that failed. */
  startAgain(): Promise<Engine>;
  notices: Notice[];
  changes: ChangeHub;
  log: Logger;
  shell: ShellActions;
}

export function registerIpc({ engine, startAgain, notices, changes, log, shell }: IpcParts): void {
  registerHandlers(
    {
      ...appHandlers(engine, startAgain, notices, changes, shell),
      ...accountHandlers(engine, changes),
      ...signInHandlers(engine),
      ...conversationHandlers(engine),
      ...labelHandlers(engine),
      ...savedHandlers(engine),
      ...messageHandlers(engine),
      ...outboxHandlers(engine),
      ...searchHandlers(engine),
      ...managedHandlers(engine),
      ...rehearsalHandlers(engine),
    },
    log,
  );
}
