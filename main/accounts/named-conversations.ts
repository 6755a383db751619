/** The list of conversations an account's user keeps by hand, one per line, for services that have no list of their own. */
import { Problem } from '../problem.ts';
import type { Provider, RemoteConversation } from '../providers/contract.ts';
import { idleConnection } from '../providers/registry.ts';
import type { AccountRecord } from '../store/contract.ts';
import { tidyList } from './values.ts';

type Settings = AccountRecord['settings'];

export interface NamedConversations {
  /** Keeps the line as typed, in place of one that stands for the same conversation. Throws the provider's `Rejected` for an impossible one. */
  add(line: string): { remote: RemoteConversation; settings: Settings };
  drop(remoteId: string): Settings;
}

/** Throws a `Problem` for services that list their conversations themselves. */
export function namedConversations(provider: Provider, { settings }: AccountRecord): NamedConversations {
  const { name: service, fields, conversationWord } = provider.info;
  const field = fields.find((candidate) => candidate.type === 'list');
  const connection = idleConnection(provider, settings);
  if (!field || !connection.conversationFromName) {
    throw new Problem(
      'conflict',
      `${service} lists its conversations itself: join or leave this ${conversationWord} there, and Parley follows.`,
    );
  }

  const fromName = (line: string) => connection.conversationFromName!(line);

  function linesWithout(remoteId: string): string[] {
    return (settings[field!.name] ?? '').split('\n').filter((line) => remoteIdOf(line) !== remoteId);
  }

  /** A line that stands for nothing is left where it is: its user will want to mend it. */
  function remoteIdOf(line: string): string | null {
    try {
      return fromName(line).remoteId;
    } catch {
      return null;
    }
  }

  return {
    add(line) {
      const remote = fromName(line);
      return { remote, settings: { ...settings, [field.name]: tidyList([...linesWithout(remote.remoteId), line].join('\n')) } };
    },
    drop: (remoteId) => ({ ...settings, [field.name]: linesWithout(remoteId).join('\n') }),
  };
}
