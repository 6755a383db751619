/** What a listing of an account's conversations brought. */
import type { Conversation } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter, SyncConversation } from '../contract.ts';
import type { WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import { readSyncConversations } from './conversations.ts';
import { sql as conversationWrites } from './conversation-writes.ts';

const noLongerListed = 'The service no longer lists this conversation.';

export const sql = {
  stored: `
    SELECT id, remote_id AS remoteId, title, read_only_reason AS readOnlyReason, sign_in AS signIn, trouble
    FROM conversations WHERE account_id = ?`,
  insert: `
    INSERT INTO conversations (account_id, remote_id, title, read_only_reason, sign_in)
    VALUES (:accountId, :remoteId, :title, :readOnlyReason, :signIn)`,
  update: `UPDATE conversations SET title = :title, read_only_reason = :readOnlyReason, sign_in = :signIn, trouble = :trouble WHERE id = :id`,
};

type Facts = Pick<Conversation, 'title' | 'readOnlyReason' | 'signIn' | 'trouble'>;

/** A conversation in which nothing differs costs no write. */
export function saveListing(
  db: WriterDatabase,
  changes: ChangeSet,
  { accountId, conversations }: Parameters<StoreWriter['saveListing']>[0],
): SyncConversation[] {
  if (!db.get(conversationWrites.accountExists, accountId)) throw notFound('account');
  const listed = new Map(conversations.map((remote) => [remote.remoteId.toWellFormed(), remote]));
  const unseen = new Set(listed.keys());

  for (const stored of db.all<Facts & { id: number; remoteId: string }>(sql.stored, accountId)) {
    unseen.delete(stored.remoteId);
    const remote = listed.get(stored.remoteId);
    const facts: Facts = {
      title: remote?.title.toWellFormed() ?? stored.title,
      readOnlyReason: remote?.readOnlyReason?.toWellFormed() ?? stored.readOnlyReason,
      signIn: remote?.signIn ?? stored.signIn,
      trouble: troubleOf(stored.trouble, remote !== undefined),
    };
    if (!differ(stored, facts)) continue;
    db.run(sql.update, { id: stored.id, ...facts });
    changes.conversation(stored.id);
  }
  for (const remoteId of unseen) {
    const { title, readOnlyReason = '', signIn = 'none' } = listed.get(remoteId)!;
    const row = { accountId, remoteId, title: title.toWellFormed(), readOnlyReason: readOnlyReason.toWellFormed(), signIn };
    changes.conversation(db.run(sql.insert, row).id);
  }
  return readSyncConversations(db, accountId).filter((conversation) => listed.has(conversation.remoteId));
}

/** Other troubles are about reading: they end when a read works. */
function troubleOf(stored: string, listed: boolean): string {
  if (!listed) return noLongerListed;
  return stored === noLongerListed ? '' : stored;
}

function differ(stored: Facts, { title, readOnlyReason, signIn, trouble }: Facts): boolean {
  return stored.title !== title || stored.readOnlyReason !== readOnlyReason || stored.signIn !== signIn || stored.trouble !== trouble;
}
