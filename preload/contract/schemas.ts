/** What each channel takes, checked in main before a handler runs. Text limits guard the process, not the user: forms say more. */
import { z } from 'zod';
import type { ChannelName } from './channels.ts';
import { exportFormatSchema, keepDaysSchema, scopeSchema } from './data.ts';
import { conversationCursorSchema, keepSchema, laneSchema, pagePlaceSchema, savedCursorSchema, settingsSchema } from './domain.ts';
import { forGood } from './for-good.ts';
import { searchSchema } from './search.ts';

const nothing = z.undefined();
const accountId = z.string().min(1).max(64);
const conversationId = z.int().positive();
const messageId = z.int().positive();
const outboxId = z.string().min(1).max(64);
const id = z.string().min(1).max(200);
const messageText = z.string().max(1_000_000);
const labelId = z.int().positive();
const labelName = z.string().max(1000);
const hue = z.int().min(0).max(359);
const moment = z.int().nonnegative().max(forGood);
const pageLength = z.int().min(1).max(500);
/** Field values by name, secrets among them: the only way a secret crosses the wall, and only inwards. */
const values = z.record(z.string().max(64), z.string().max(100_000));
const keep = keepSchema.exclude(['rehearsal']);

export const schemas = {
  'app.start': nothing,
  'app.painted': nothing,
  'app.dismissNotice': z.object({ id: z.string() }),
  'app.openLink': z.object({ url: z.string().max(8192) }),
  'app.setSettings': settingsSchema.partial(),
  'app.testKeychain': nothing,
  'app.showDataFolder': nothing,
  'app.testNotification': nothing,
  'app.repair': nothing,
  'app.backupHealth': nothing,

  /** With `signInId`: checks with the secrets that finished sign-in brought. */
  'accounts.check': z.object({
    checkId: z.string().max(64),
    kind: z.string(),
    values,
    accountId: accountId.optional(),
    signInId: id.optional(),
  }),
  /** With `signInId`: the secrets that finished sign-in brought are kept with the account. */
  'accounts.add': z.object({ kind: z.string(), name: z.string().max(200), values, keep, signInId: id.optional() }),
  'accounts.update': z.object({ accountId, name: z.string().max(200), values }),
  'accounts.replaceSecret': z.object({ accountId, values, keep }),
  'accounts.remove': z.object({ accountId }),
  'accounts.refresh': z.object({ accountId }),
  'accounts.setPaused': z.object({ accountId, paused: z.boolean() }),

  /** null ends the watching. */
  'accounts.watchCalls': z.object({ accountId: accountId.nullable() }),

  /** For an account about to be added, one that is there (`values` may bring changed secrets), or one conversation of an account. */
  'signIn.begin': z.object({
    signInId: id,
    target: z.union([z.object({ kind: z.string(), values }), z.object({ accountId, values }), z.object({ conversationId })]),
  }),
  'signIn.answer': z.object({ signInId: id, values }),
  'signIn.cancel': z.object({ signInId: id }),

  'conversations.add': z.object({ accountId, name: z.string().max(1000) }),
  'conversations.remove': z.object({ conversationId }),
  'conversations.focus': z.object({ conversationId: conversationId.nullable() }),
  'conversations.markRead': z.object({ conversationId }),
  'conversations.saveDraft': z.object({ conversationId, text: messageText }),
  'conversations.loadOlder': z.object({ conversationId }),
  'conversations.fillGap': z.object({ gapId: z.int().positive() }),

  /** `drafts` are those with an unsent draft, in whatever lane. null: of all accounts, with any labels, from the start. */
  'conversations.page': z.object({
    lane: z.enum([...laneSchema.options, 'drafts']),
    unreadOnly: z.boolean(),
    accountId: accountId.nullable(),
    labelId: labelId.nullable(),
    after: conversationCursorSchema.nullable(),
    limit: pageLength,
  }),
  /** What is left out stays as it is. Archiving ends a snooze, and a snooze leaves the archive. */
  'conversations.triage': z.object({
    conversationId,
    pinned: z.boolean().optional(),
    /** `forGood` never ends. */
    mutedUntil: moment.nullable().optional(),
    archived: z.boolean().optional(),
    snoozedUntil: moment.nullable().optional(),
    markedUnread: z.boolean().optional(),
    remindAt: moment.nullable().optional(),
  }),
  'conversations.setLabel': z.object({ conversationId, labelId, on: z.boolean() }),

  'labels.list': nothing,
  'labels.add': z.object({ name: labelName, hue }),
  'labels.update': z.object({ labelId, name: labelName, hue }),
  'labels.remove': z.object({ labelId }),

  'saved.page': z.object({ after: savedCursorSchema.nullable(), limit: pageLength }),
  'saved.set': z.object({ messageId, saved: z.boolean() }),

  'messages.page': z.object({ conversationId, at: pagePlaceSchema, limit: z.int().min(1).max(500) }),

  'messages.versions': z.object({ messageId }),
  'messages.edit': z.object({ messageId, clientId: outboxId, text: messageText }),
  'messages.remove': z.object({ messageId, clientId: outboxId, forAll: z.boolean() }),

  'outbox.send': z.object({
    conversationId,
    clientId: outboxId,
    text: messageText,
    createRoom: z.boolean(),
    replyToId: messageId.nullable(),
  }),
  'outbox.retry': z.object({ id: outboxId }),
  'outbox.edit': z.object({ id: outboxId, text: messageText }),
  'outbox.discard': z.object({ id: outboxId }),
  'outbox.resolve': z.object({ id: outboxId, as: z.enum(['check-again', 'send-again', 'delivered']) }),

  'search.wake': nothing,
  'search.page': searchSchema,
  'search.count': searchSchema.pick({ query: true }),

  'managed.list': z.object({ accountId, kind: id, parentId: id.nullable() }),
  'managed.create': z.object({ accountId, kind: id, parentId: id.nullable(), values }),
  'managed.update': z.object({ accountId, kind: id, parentId: id.nullable(), itemId: id, values }),
  'managed.remove': z.object({ accountId, kind: id, parentId: id.nullable(), itemId: id }),
  'managed.reveal': z.object({ accountId, kind: id, parentId: id.nullable(), itemId: id }),

  'data.state': nothing,
  'data.measure': nothing,
  /** Main asks for the folder itself. */
  'data.export': z.object({ scope: scopeSchema, format: exportFormatSchema }),
  /** `accountId`: the account that takes what the file holds; null: those it came from. Main asks for the file itself. */
  'data.import': z.object({ accountId: accountId.nullable() }),
  'data.continue': nothing,
  'data.cancel': nothing,
  'data.dismiss': nothing,
  'data.showExport': nothing,
  'data.countOutdated': z.object({ accountId, days: keepDaysSchema.unwrap() }),
  'data.setRetention': z.object({ accountId, days: keepDaysSchema }),

  'rehearsal.start': nothing,
  'rehearsal.stop': nothing,
  'rehearsal.setFault': z.object({ id: z.string().nullable() }),
} satisfies Record<ChannelName, z.ZodType>;

export type Schemas = typeof schemas;
