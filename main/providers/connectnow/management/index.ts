/** Looking after companies, chats and the people in them. */
import type { ManagedItem, ManagedKind } from '../../../../preload/contract/provider.ts';
import type { Management } from '../../contract.ts';
import { Rejected } from '../../errors.ts';
import type { Access } from '../access.ts';
import type { Client } from '../client.ts';
import type { Directory } from '../directory.ts';
import { chats } from './chats.ts';
import { companies } from './companies.ts';
import { people } from './people.ts';

type Values = Readonly<Record<string, string>>;

/** One kind of thing; `parentId` is '' for kinds at the top. */
export interface Keeper {
  kind: ManagedKind;
  list(parentId: string, signal: AbortSignal): Promise<ManagedItem[]>;
  create(parentId: string, values: Values, signal: AbortSignal): Promise<ManagedItem>;
  update(parentId: string, itemId: string, values: Values, signal: AbortSignal): Promise<ManagedItem>;
  remove(parentId: string, itemId: string, signal: AbortSignal): Promise<void>;
  reveal?(itemId: string, signal: AbortSignal): Promise<string>;
}

export interface KeeperParts {
  client: Client;
  access: Access;
  directory: Directory;
}

export function createManagement(client: Client, access: Access, directory: Directory): Management {
  const parts = { client, access, directory };
  const keepers = [companies(parts), chats(parts), people(parts)];

  function keeperOf(kind: string): Keeper {
    const keeper = keepers.find((candidate) => candidate.kind.id === kind);
    if (!keeper) throw new Rejected(`ConnectNow Chat has nothing called “${kind}”.`, 'not-found');
    return keeper;
  }

  return {
    kinds: keepers.map((keeper) => keeper.kind),
    list: async (kind, parentId, signal) => keeperOf(kind).list(parentId ?? '', signal),
    create: async (kind, parentId, values, signal) => keeperOf(kind).create(parentId ?? '', values, signal),
    update: async (kind, parentId, itemId, values, signal) => keeperOf(kind).update(parentId ?? '', itemId, values, signal),
    remove: async (kind, parentId, itemId, signal) => keeperOf(kind).remove(parentId ?? '', itemId, signal),
    async reveal(kind, _parentId, itemId, signal) {
      const { reveal } = keeperOf(kind);
      if (!reveal) throw new Rejected('There is no secret to show here.', 'invalid');
      return reveal(itemId, signal);
    },
  };
}
