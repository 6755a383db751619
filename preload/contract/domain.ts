/**
 * The objects that cross the wall between main and renderer, as zod schemas (main checks with them) and the types derived from them
 * (the renderer imports only the types). Times are integer milliseconds UTC. Nothing here ever holds a secret.
 */
import { z } from 'zod';

const time = z.int().nonnegative();

/** Where an account's secret is kept. `run` lives in memory until quit; `rehearsal` belongs to the built-in servers and vanishes with them. */
export const keepSchema = z.enum(['keychain', 'run', 'rehearsal']);
export type Keep = z.infer<typeof keepSchema>;

/**
 * What the user can know about an account right now.
 * `connecting` nothing answered yet · `ok` last call succeeded · `offline` the server could not be reached · `refused` the credential was
 * rejected · `limited` the service asked for a pause · `trouble` the service answered something unusable · `locked` the keychain did not
 * give the secret (it may still be there) · `missing` the keychain says there is no secret · `paused` by the user.
 */
export const accountStateSchema = z.enum(['connecting', 'ok', 'offline', 'refused', 'limited', 'trouble', 'locked', 'missing', 'paused']);
export type AccountState = z.infer<typeof accountStateSchema>;

export const healthSchema = z.object({
  state: accountStateSchema,
  /** One sentence in plain words: what happened and what to do; empty when `ok`. */
  sentence: z.string(),
  since: time,
  lastSuccessAt: time.nullable(),
  nextPollAt: time.nullable(),
  /** Every conversation of the account was read at this moment or later; null until all have been. */
  oldestReadAt: time.nullable(),
  /** Failed calls since the last one that worked. */
  errorStreak: z.int().nonnegative(),
  /** What the service still allows: `left` of `of` calls in any `per` ms; null where no budget is known. */
  budget: z.object({ left: z.int().nonnegative(), of: z.int().positive(), per: z.int().positive() }).nullable(),
  /** Whether the service pushes new messages right now; `none` where it cannot. */
  live: z.enum(['none', 'connecting', 'on']),
});
export type Health = z.infer<typeof healthSchema>;

export const accountSchema = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** Hue in degrees, 0–359: the account's colour on its conversations and composer. */
  hue: z.int(),
  /** Non-secret field values as the user gave them, by field name. */
  settings: z.record(z.string(), z.string()),
  keep: keepSchema,
  health: healthSchema,
});
export type Account = z.infer<typeof accountSchema>;

/** Where a conversation is listed. `snoozed` comes back by itself; `archive` does so with its next message, unless it is muted. */
export const laneSchema = z.enum(['inbox', 'snoozed', 'archive']);
export type Lane = z.infer<typeof laneSchema>;

export const conversationSchema = z.object({
  id: z.int(),
  accountId: z.string(),
  remoteId: z.string(),
  title: z.string(),
  /** Unread messages; one without any when the user marked it unread. */
  unread: z.int().nonnegative(),
  /** Its text is empty once it was deleted at the service. */
  lastMessage: z.object({ author: z.string(), text: z.string(), sentAt: time, mine: z.boolean() }).nullable(),
  /** Everything up to this moment was read from the service, and perhaps half a minute more; null until the first successful read. */
  caughtUpAt: time.nullable(),
  /** False while older history may still be fetched. */
  historyComplete: z.boolean(),
  /** Messages sent before this moment are not kept on this computer, as the user chose for the account; null where none were let go. */
  letGoBefore: time.nullable(),
  /** True once the service has shown at least one message of it: only then is it known to exist. */
  seen: z.boolean(),
  /** Empty when sending is possible, else the reason it is not. */
  readOnlyReason: z.string(),
  /** Empty, or why the last read of this conversation failed although the account as a whole works. */
  trouble: z.string(),
  /** Stretches of its history in which messages may be missing. */
  gaps: z.int().nonnegative(),
  /** Whether writing here takes a sign-in of its own: `needed` before it, `done` after it. */
  signIn: z.enum(['none', 'needed', 'done']),
  draft: z.string(),
  lane: laneSchema,
  /** When it was pinned to the top of its lane; null when it is not. */
  pinnedAt: time.nullable(),
  /** Until when it is not announced and does not count in the total; `forGood` for ever, null when it is not muted. */
  mutedUntil: time.nullable(),
  /** When it comes back to the inbox; null outside `snoozed`. */
  snoozedUntil: time.nullable(),
  /** Marked unread by the user or by a reminder; opening it ends that. */
  markedUnread: z.boolean(),
  /** When it is announced again and marked unread, unless the user writes there first; null for no reminder. */
  remindAt: time.nullable(),
  /** Ids of its labels, ascending. */
  labels: z.array(z.int()),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationCursorSchema = z.object({ pinned: z.boolean(), lastActivity: time, title: z.string(), id: z.int() });
/** Position of a conversation in a list: pinned ones first, then by last activity (0: no message yet), title and id. */
export type ConversationCursor = z.infer<typeof conversationCursorSchema>;

export const labelSchema = z.object({
  id: z.int(),
  /** One of a kind, whatever the case. */
  name: z.string(),
  /** Hue in degrees, 0–359. */
  hue: z.int(),
});
export type Label = z.infer<typeof labelSchema>;

export const messageSchema = z.object({
  /** Parley's own id: integer that grows with `sentAt`. */
  id: z.int(),
  conversationId: z.int(),
  authorId: z.string(),
  authorName: z.string(),
  text: z.string(),
  sentAt: time,
  /** The provider's own ordering value (8x8: microseconds). Messages sort by (order, id). */
  order: z.int(),
  /** Sent with this account's credential. */
  mine: z.boolean(),
  unread: z.boolean(),
  /** When it was last changed at the service, as far as Parley saw; null when never. Earlier texts: `messages.versions`. */
  editedAt: time.nullable(),
  /** Deleted at the service. `text` is the last one Parley saw. */
  deleted: z.boolean(),
  /** Written by the service itself ("Ana joined"). */
  system: z.boolean(),
  replyTo: z.object({ authorName: z.string(), text: z.string() }).nullable(),
  reactions: z.array(z.object({ emoji: z.string(), count: z.int().positive(), mine: z.boolean() })),
  /** How many of how many other members have seen it; null where the service does not say. */
  seenBy: z.object({ count: z.int().nonnegative(), of: z.int().positive() }).nullable(),
  /** Put aside by the user, to be found again among the saved messages. */
  saved: z.boolean(),
});
export type Message = z.infer<typeof messageSchema>;

export const cursorSchema = z.object({ order: z.int(), id: z.int() });
/** Position of a message in its conversation. */
export type Cursor = z.infer<typeof cursorSchema>;

export const savedCursorSchema = z.object({ savedAt: time, messageId: z.int() });
/** Position of a message among the saved ones. */
export type SavedCursor = z.infer<typeof savedCursorSchema>;
/**
 * Where a page of a conversation lies: at its newest end; reading on `before` or `after` a message; `around` a message, by id; around the
 * first message sent at or after a moment (`from`), else the last one; around the newest gap that ends before an order (`gapBefore`), or
 * the newest of all where that is null or none is left.
 */
export const pagePlaceSchema = z.union([
  z.literal('newest'),
  z.strictObject({ before: cursorSchema }),
  z.strictObject({ after: cursorSchema }),
  z.strictObject({ around: z.int() }),
  z.strictObject({ from: time }),
  z.strictObject({ gapBefore: z.int().nullable() }),
]);
export type PagePlace = z.infer<typeof pagePlaceSchema>;

/** A text a message had before it was changed or deleted. */
export const messageVersionSchema = z.object({ text: z.string(), replacedAt: time });
export type MessageVersion = z.infer<typeof messageVersionSchema>;

/** A stretch of a conversation, between two messages Parley holds, in which messages may be missing. */
export const gapSchema = z.object({
  id: z.int(),
  conversationId: z.int(),
  /** Orders and times of the messages on either side. */
  afterOrder: z.int(),
  beforeOrder: z.int(),
  since: time,
  until: time,
  /** When somebody last asked the service to fill it; null when never. */
  triedAt: time.nullable(),
});
export type Gap = z.infer<typeof gapSchema>;

/**
 * `queued` not yet tried, or surely not delivered and to be tried again · `sending` a request may be on its way · `sent` the service
 * accepted it · `confirmed` it was read back · `failed` surely not delivered, needs the user · `unknown` may have been delivered.
 */
export const outboxStateSchema = z.enum(['queued', 'sending', 'sent', 'confirmed', 'failed', 'unknown']);
export type OutboxState = z.infer<typeof outboxStateSchema>;

export const attemptSchema = z.object({
  number: z.int().positive(),
  startedAt: time,
  endedAt: time.nullable(),
  outcome: z.enum(['accepted', 'not-delivered', 'unknown', 'interrupted']).nullable(),
  reason: z.string(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const outboxItemSchema = z.object({
  id: z.string(),
  conversationId: z.int(),
  kind: z.enum(['send', 'edit', 'delete']),
  /** The new text of a message (`send`, `edit`); the text as it was, for `delete`. */
  text: z.string(),
  /** The message to change (`edit`, `delete`). */
  targetId: z.int().nullable(),
  /** With `delete`: for everyone, or only out of one's own view. */
  forAll: z.boolean(),
  /** The message a `send` answers. */
  replyTo: z.object({ messageId: z.int(), authorName: z.string(), text: z.string() }).nullable(),
  state: outboxStateSchema,
  createdAt: time,
  /** Why it is in this state, in plain words; may be empty. */
  reason: z.string(),
  nextAttemptAt: time.nullable(),
  attempts: z.array(attemptSchema),
  /** The message it became, once a `send` is `confirmed`. */
  messageId: z.int().nullable(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  notifications: z.enum(['full', 'sender', 'off']),
  closeToTray: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = { theme: 'system', notifications: 'full', closeToTray: true };

/** Something the user must be told once, at the top of the window. Dismissing removes it. */
export const noticeSchema = z.object({
  id: z.string(),
  tone: z.enum(['info', 'warning', 'danger']),
  title: z.string(),
  detail: z.string(),
  /** What a button of it does: `repair` closes the database, repairs it and opens it again. */
  action: z.enum(['repair']).optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** The daily backup: when the last was made (null: none that this run knows of), and why none can be made now (empty when all is well). */
export const backupHealthSchema = z.object({ lastAt: time.nullable(), trouble: z.string() });
export type BackupHealth = z.infer<typeof backupHealthSchema>;

/** Whether the OS keychain works here. `backend` names it ("GNOME Keyring or KWallet through the Secret Service", "macOS Keychain", …). */
export const keychainSchema = z.object({ available: z.boolean(), backend: z.string(), sentence: z.string() });
export type Keychain = z.infer<typeof keychainSchema>;
