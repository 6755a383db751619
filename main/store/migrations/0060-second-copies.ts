import type { Migration } from './migration.ts';

/**
 * Second copies, on pages of their own, of what is small and nowhere else to be had: an index with every such column is one, kept up to date by
 * SQLite itself. Were the page of a row damaged, its index would still know the row (`salvage/missing.ts`). Without the accounts, all other rows
 * would belong to nobody.
 */
export const secondCopies: Migration = {
  version: 60,
  name: 'second copies',
  up(database) {
    database.exec(indexes);
  },
};

const indexes = `
  CREATE INDEX accounts_again ON accounts (id, kind, name, hue, settings, keep, paused, created_at, own_author_id, keep_days, keep_from);

  CREATE INDEX conversations_again
    ON conversations (draft, pinned_at, muted_until, archived, snoozed_until, marked_unread, remind_at)
    WHERE draft <> '' OR pinned_at IS NOT NULL OR muted_until IS NOT NULL OR archived = 1 OR snoozed_until IS NOT NULL OR marked_unread = 1
      OR remind_at IS NOT NULL;

  CREATE INDEX outbox_again
    ON outbox (id, conversation_id, kind, text, rendered_text, target_id, for_all, reply_to_id, state, created_at, reason, next_attempt_at,
      anchor_order, message_id)
    WHERE state <> 'confirmed';
`;
