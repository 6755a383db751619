/** `is:failed`: what was never delivered is in the outbox, not among the messages. */
import type { ReaderDatabase } from '../database.ts';
import type { BoundCondition } from './bind.ts';
import { matches, Subject } from './meaning.ts';

export const sql = {
  failed: `
    SELECT o.id, o.text, o.conversation_id AS conversationId, o.created_at AS sentAt
    FROM outbox o INDEXED BY outbox_open WHERE o.state <> 'confirmed' AND o.state = 'failed'`,
};

/** Ids, newest first. */
export function findUnsent(db: ReaderDatabase, conditions: readonly BoundCondition[]): string[] {
  if (!conditions.some(({ requirement, negated }) => !negated && requirement.kind === 'flag' && requirement.flag === 'failed')) return [];
  const items = db.all<{ id: string; text: string; conversationId: number; sentAt: number }>(sql.failed);
  return items
    .filter((item) => matches(conditions, new Subject({ ...item, ...flags })))
    .sort((a, b) => b.sentAt - a.sentAt)
    .map(({ id }) => id);
}

const flags = { authorName: '', mine: true, unread: false, saved: false, edited: false, failed: true };
