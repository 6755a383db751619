/** Our edits and deletions that a page shows to have had their effect, or to have lost their purpose. */
import { sameText } from '../../outbox/match.ts';
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';
import { confirmItem, isUnderway, type OpenItem } from './open-items.ts';

const targetGone = 'The message was deleted at the service meanwhile, so it can no longer be changed.';

export const sql = {
  fail: `UPDATE outbox SET state = 'failed', reason = ?, next_attempt_at = NULL WHERE id = ?`,
};

export function settleOwnChanges(db: WriterDatabase, changes: ChangeSet, items: readonly OpenItem[], readAt: number): void {
  for (const item of items) {
    if (item.kind === 'send') continue;
    if (hasHappened(item)) confirmItem(db, changes, item.id, null, readAt);
    else if (isFutile(item)) {
      db.run(sql.fail, targetGone, item.id);
      changes.outbox(item.id);
    }
  }
}

/** A deletion has, whoever deleted the message. */
function hasHappened(item: OpenItem): boolean {
  if (item.targetDeleted === 1) return item.kind === 'delete' || item.state === 'sent';
  return item.kind === 'edit' && isUnderway(item) && sameText(item.text, item.targetText ?? '');
}

/** One that is being sent has its answer coming. */
function isFutile(item: OpenItem): boolean {
  return item.kind === 'edit' && item.targetDeleted === 1 && (item.state === 'queued' || item.state === 'unknown');
}
