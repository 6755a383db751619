/** Labels, and which conversations carry them. */
import type { Conversation, Label } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound, StorageError } from '../errors.ts';
import { requireConversation } from './conversation-writes.ts';

export const sql = {
  all: `SELECT id, name, hue FROM labels ORDER BY name COLLATE NOCASE`,
  some: `SELECT id, name, hue FROM labels WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  insert: `INSERT INTO labels (name, hue) VALUES (?, ?)`,
  update: `UPDATE labels SET name = :name, hue = :hue WHERE id = :id AND (name <> :name OR hue <> :hue)`,
  remove: `DELETE FROM labels WHERE id = ?`,
  conversations: `SELECT conversation_id AS id FROM conversation_labels WHERE label_id = ?`,
  putOn: `INSERT INTO conversation_labels (conversation_id, label_id) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  takeOff: `DELETE FROM conversation_labels WHERE conversation_id = ? AND label_id = ?`,
};

export function readLabels(db: ReaderDatabase): Label[] {
  return db.all<Label>(sql.all);
}

/** Those of these ids that are there. */
export function findLabels(db: ReaderDatabase, ids: Iterable<number>): Label[] {
  return db.all<Label>(sql.some, JSON.stringify([...ids]));
}

function requireLabel(db: ReaderDatabase, id: number): Label {
  const [label] = findLabels(db, [id]);
  if (!label) throw notFound('label');
  return label;
}

/** SQLite folds only A to Z; people do not stop there. */
function admitName(db: ReaderDatabase, name: string, ownId: number | null): void {
  const folded = fold(name);
  const other = readLabels(db).find((label) => label.id !== ownId && fold(label.name) === folded);
  if (other) throw new StorageError('conflict', `There is a label “${other.name}” already. Choose another name.`, 'label name taken');
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}

export function addLabel(db: WriterDatabase, changes: ChangeSet, label: Parameters<StoreWriter['addLabel']>[0]): Label {
  const name = label.name.toWellFormed();
  admitName(db, name, null);
  const { id } = db.run(sql.insert, name, label.hue);
  changes.label(id);
  return requireLabel(db, id);
}

export function updateLabel(db: WriterDatabase, changes: ChangeSet, { id, name, hue }: Label): Label {
  requireLabel(db, id);
  admitName(db, name.toWellFormed(), id);
  if (db.run(sql.update, { id, name: name.toWellFormed(), hue }).changes > 0) changes.label(id);
  return requireLabel(db, id);
}

/** Removing what is not there is no mistake: the wish is fulfilled. */
export function removeLabel(db: WriterDatabase, changes: ChangeSet, id: number): void {
  const carriers = db.all<{ id: number }>(sql.conversations, id);
  if (db.run(sql.remove, id).changes === 0) return;
  changes.deleted('label', id);
  for (const conversation of carriers) changes.conversation(conversation.id);
}

export function setLabel(
  db: WriterDatabase,
  changes: ChangeSet,
  { conversationId, labelId, on }: Parameters<StoreWriter['setLabel']>[0],
): Conversation {
  requireConversation(db, conversationId);
  requireLabel(db, labelId);
  if (db.run(on ? sql.putOn : sql.takeOff, conversationId, labelId).changes > 0) changes.conversation(conversationId);
  return requireConversation(db, conversationId);
}
