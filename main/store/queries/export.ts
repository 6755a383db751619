/** Reading everything there is, in pieces: for exports. */
import type { ReaderDatabase } from '../database.ts';
import type { MessageVersion } from '../../../preload/contract/domain.ts';
import type { ExportedAccount, ExportedConversation, ExportedGap, ExportedMessage, ExportSource, Scope } from '../../export/source.ts';
import { readAccounts } from './accounts.ts';
import { findConversationsOfAccount } from './conversations.ts';
import { readDetails } from './details.ts';

export const sql = {
  account: `SELECT own_author_id AS ownAuthorId FROM accounts WHERE id = ?`,
  conversation: `
    SELECT account_id AS accountId, remote_id AS remoteId, title, history_complete AS historyComplete, let_go_before AS letGoBefore, seen,
      read_only_reason AS readOnlyReason, pinned_at AS pinnedAt, muted_until AS mutedUntil, archived, snoozed_until AS snoozedUntil,
      remind_at AS remindAt
    FROM conversations WHERE id = ?`,
  labels: `
    SELECT l.name, l.hue FROM conversation_labels p JOIN labels l ON l.id = p.label_id WHERE p.conversation_id = ? ORDER BY p.label_id`,
  gaps: `
    SELECT after_order AS afterOrder, before_order AS beforeOrder, since, until FROM gaps WHERE conversation_id = ? ORDER BY before_order`,
  count: `SELECT count(*) AS value FROM messages WHERE conversation_id = ?`,
  messages: `
    SELECT m.id, m.remote_id AS remoteId, a.remote_id AS authorId, a.name AS authorName, m.text, m.sent_at AS sentAt, m.order_key AS "order",
      m.mine, m.client_id AS clientId, m.edited_at AS editedAt, m.deleted, m.details, s.saved_at AS savedAt
    FROM messages m JOIN authors a ON a.id = m.author_id LEFT JOIN saved_messages s ON s.message_id = m.id
    WHERE m.conversation_id = ? AND (m.order_key, m.id) > (?, ?) ORDER BY m.order_key, m.id LIMIT ?`,
  versions: `SELECT text, replaced_at AS replacedAt FROM message_versions WHERE message_id = ? ORDER BY number`,
};

type ConversationRow = Omit<ExportedConversation, 'id' | 'historyComplete' | 'seen' | 'archived' | 'labels'> & {
  historyComplete: number;
  seen: number;
  archived: number;
};

type MessageRow = Pick<
  ExportedMessage,
  'id' | 'remoteId' | 'authorId' | 'authorName' | 'text' | 'sentAt' | 'order' | 'clientId' | 'editedAt' | 'savedAt'
> & { mine: number; deleted: number; details: string | null };

export function createExportSource(db: ReaderDatabase): ExportSource {
  const accountsOf = (scope: Scope): ExportedAccount[] =>
    readAccounts(db)
      .filter(({ id }) => scope.kind === 'all' || id === accountIdOf(scope))
      .map(({ id, kind, name, hue, settings, createdAt }) => {
        const { ownAuthorId = null } = db.get<{ ownAuthorId: string | null }>(sql.account, id) ?? {};
        return { id, kind, name, hue, settings, createdAt, ownAuthorId };
      });
  const accountIdOf = (scope: Exclude<Scope, { kind: 'all' }>) =>
    scope.kind === 'account' ? scope.accountId : db.get<ConversationRow>(sql.conversation, scope.conversationId)?.accountId;

  return {
    accounts: accountsOf,
    conversationIds: (scope) =>
      scope.kind === 'conversation' ? [scope.conversationId] : accountsOf(scope).flatMap(({ id }) => findConversationsOfAccount(db, id)),
    conversation(id) {
      const row = db.get<ConversationRow>(sql.conversation, id);
      if (!row) return null;
      const { historyComplete, seen, archived, ...rest } = row;
      const labels = db.all<ExportedConversation['labels'][number]>(sql.labels, id);
      return { id, ...rest, historyComplete: historyComplete === 1, seen: seen === 1, archived: archived === 1, labels };
    },
    gaps: (id) => db.all<ExportedGap>(sql.gaps, id),
    countMessages: (id) => db.get<{ value: number }>(sql.count, id)?.value ?? 0,
    messages: (id, after, limit) => db.all<MessageRow>(sql.messages, id, after.order, after.id, limit).map((row) => toMessage(db, row)),
  };
}

/** Only what was changed or deleted can have earlier texts. */
function toMessage(db: ReaderDatabase, { mine, deleted, details, ...row }: MessageRow): ExportedMessage {
  const versions = row.editedAt === null && deleted === 0 ? [] : db.all<MessageVersion>(sql.versions, row.id);
  return { ...row, mine: mine === 1, deleted: deleted === 1, ...readDetails(details), versions };
}
