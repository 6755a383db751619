/** Snoozes, mutes and reminders whose time has come. Each has an index of its own that holds only what waits. */
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { findConversations } from './conversations.ts';

export const sql = {
  reminded: `SELECT id FROM conversations WHERE remind_at <= ?`,
  remind: `UPDATE conversations SET remind_at = NULL, marked_unread = 1, archived = 0, snoozed_until = NULL WHERE remind_at <= ?`,
  snoozed: `SELECT id FROM conversations WHERE snoozed_until <= ?`,
  endSnoozes: `UPDATE conversations SET snoozed_until = NULL WHERE snoozed_until <= ?`,
  muted: `SELECT id FROM conversations WHERE muted_until <= ? AND muted_until < 8640000000000000`,
  endMutes: `UPDATE conversations SET muted_until = NULL WHERE muted_until <= ? AND muted_until < 8640000000000000`,
  nextReminder: `SELECT min(remind_at) AS at FROM conversations WHERE remind_at IS NOT NULL`,
  nextSnooze: `SELECT min(snoozed_until) AS at FROM conversations WHERE snoozed_until IS NOT NULL`,
  nextMute: `SELECT min(muted_until) AS at FROM conversations WHERE muted_until < 8640000000000000`,
};

export function endDue(db: WriterDatabase, changes: ChangeSet, now: number): ReturnType<StoreWriter['endDue']> {
  const reminded = end(db, changes, sql.reminded, sql.remind, now);
  end(db, changes, sql.snoozed, sql.endSnoozes, now);
  end(db, changes, sql.muted, sql.endMutes, now);
  return { reminded: findConversations(db, reminded), next: nextDue(db) };
}

/** Answers the conversations concerned. */
function end(db: WriterDatabase, changes: ChangeSet, find: string, change: string, now: number): number[] {
  const ids = db.all<{ id: number }>(find, now).map(({ id }) => id);
  if (ids.length > 0) db.run(change, now);
  ids.forEach((id) => changes.conversation(id));
  return ids;
}

function nextDue(db: ReaderDatabase): number | null {
  const times = [sql.nextReminder, sql.nextSnooze, sql.nextMute].map((statement) => db.get<{ at: number | null }>(statement)?.at ?? null);
  const waiting = times.filter((time) => time !== null);
  return waiting.length === 0 ? null : Math.min(...waiting);
}
