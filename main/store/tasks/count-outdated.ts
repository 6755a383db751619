/** What a retention would remove: said before anything is. */
import type { Outdated } from '../../../preload/contract/data.ts';
import { asReader } from '../database.ts';
import { findConversationsOfAccount } from '../queries/conversations.ts';
import { readOutdated } from '../queries/sizes.ts';
import type { Task } from './task.ts';

/** `before`: ms UTC. Saved messages are not counted: they stay. */
export const countOutdated: Task<{ accountId: string; before: number }, Outdated> = ({ reader, checkCancelled }, { accountId, before }) => {
  const db = asReader(reader);
  const all: Outdated = { messages: 0, oldest: null };
  for (const conversationId of findConversationsOfAccount(db, accountId)) {
    checkCancelled();
    const { messages, oldest } = readOutdated(db, conversationId, before);
    all.messages += messages;
    if (oldest !== null) all.oldest = Math.min(all.oldest ?? oldest, oldest);
  }
  return all;
};
