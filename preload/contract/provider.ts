/** How a provider describes itself: the account form, the limits and the greyed-out actions are all drawn from this. */
import { z } from 'zod';

export const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  placeholder: z.string(),
  /** `secret` goes to the keychain and never comes back; `list` is one value per line; `address` is an http(s) base address. */
  type: z.enum(['secret', 'text', 'list', 'address']),
  required: z.boolean(),
  /** Used when left empty; shown as the placeholder's meaning. */
  defaultValue: z.string(),
  /** Advanced fields are folded away. */
  advanced: z.boolean(),
});
export type Field = z.infer<typeof fieldSchema>;

export const providerDescriptionSchema = z.object({
  kind: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Where a person gets the credential, in one or two sentences. */
  help: z.string(),
  fields: z.array(fieldSchema),
  /** What a conversation is called at this service ("room", "channel", "chat"). */
  conversationWord: z.string(),
  capabilities: z.object({
    send: z.boolean(),
    addConversation: z.boolean(),
  }),
  limits: z.object({ messageLength: z.int().positive().nullable() }),
});
export type ProviderDescription = z.infer<typeof providerDescriptionSchema>;

/** One step of a connection check. */
export const checkStepSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'passed', 'failed', 'skipped']),
  detail: z.string(),
  milliseconds: z.int().nonnegative().nullable(),
  /** The form field this step is about: what went wrong is said there too. */
  field: z.string().optional(),
});
export type CheckStep = z.infer<typeof checkStepSchema>;
