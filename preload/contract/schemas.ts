/** What each channel takes, checked in main before a handler runs. Text limits guard the process, not the user: forms say more. */
import { z } from 'zod';
import type { ChannelName } from './channels.ts';
import { cursorSchema, keepSchema, settingsSchema } from './domain.ts';

const nothing = z.undefined();
const accountId = z.string().min(1).max(64);
const conversationId = z.int().positive();
const outboxId = z.string().min(1).max(64);
const messageText = z.string().max(1_000_000);
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

  'accounts.check': z.object({ checkId: z.string().max(64), kind: z.string(), values, accountId: accountId.optional() }),
  'accounts.add': z.object({ kind: z.string(), name: z.string().max(200), values, keep }),
  'accounts.update': z.object({ accountId, name: z.string().max(200), values }),
  'accounts.replaceSecret': z.object({ accountId, values, keep }),
  'accounts.remove': z.object({ accountId }),
  'accounts.refresh': z.object({ accountId }),
  'accounts.setPaused': z.object({ accountId, paused: z.boolean() }),

  'conversations.add': z.object({ accountId, name: z.string().max(1000) }),
  'conversations.remove': z.object({ conversationId }),
  'conversations.focus': z.object({ conversationId: conversationId.nullable() }),
  'conversations.markRead': z.object({ conversationId }),
  'conversations.saveDraft': z.object({ conversationId, text: messageText }),
  'conversations.loadOlder': z.object({ conversationId }),

  'messages.page': z.object({ conversationId, before: cursorSchema.nullable(), limit: z.int().min(1).max(500) }),

  'outbox.send': z.object({ conversationId, clientId: outboxId, text: messageText, createRoom: z.boolean() }),
  'outbox.retry': z.object({ id: outboxId }),
  'outbox.edit': z.object({ id: outboxId, text: messageText }),
  'outbox.discard': z.object({ id: outboxId }),
  'outbox.resolve': z.object({ id: outboxId, as: z.enum(['check-again', 'send-again', 'delivered']) }),

  'rehearsal.start': nothing,
  'rehearsal.stop': nothing,
  'rehearsal.setFault': z.object({ id: z.string().nullable() }),
} satisfies Record<ChannelName, z.ZodType>;

export type Schemas = typeof schemas;
