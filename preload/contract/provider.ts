/** How a provider describes itself: the account form, the limits and the greyed-out actions are all drawn from this. */
import { z } from 'zod';

export const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  placeholder: z.string(),
  /**
   * `secret` goes to the keychain and never comes back; `list` is one value per line; `address` is an http(s) base address; `code` is a
   * short code somebody was sent, used once.
   */
  type: z.enum(['secret', 'text', 'list', 'address', 'email', 'telephone', 'code']),
  required: z.boolean(),
  /** A secret that a person chose: it may hold any character, while a key holds visible ASCII only. */
  anyText: z.boolean().optional(),
  /** Used when left empty; shown as the placeholder's meaning. */
  defaultValue: z.string(),
  /** Advanced fields are folded away. */
  advanced: z.boolean(),
});
export type Field = z.infer<typeof fieldSchema>;

/** A thing of the service that can be looked after from here, such as its companies or people. */
export const managedKindSchema = z.object({
  id: z.string(),
  /** "Companies". */
  plural: z.string(),
  /** "company". */
  singular: z.string(),
  /** The kind it belongs to, whose item must be chosen first; null at the top. */
  parent: z.string().nullable(),
  /** What is filled in to create one, and to change one. */
  createFields: z.array(fieldSchema),
  updateFields: z.array(fieldSchema),
  canRemove: z.boolean(),
  /** The label of the action that shows its secret ("Show chat password"); null where there is none. */
  revealLabel: z.string().nullable(),
});
export type ManagedKind = z.infer<typeof managedKindSchema>;

export const managedItemSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** A second line; may be empty. */
  detail: z.string(),
  /** What its `updateFields` hold now. */
  values: z.record(z.string(), z.string()),
});
export type ManagedItem = z.infer<typeof managedItemSchema>;

export const providerDescriptionSchema = z.object({
  kind: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Where a person gets the credential, in one or two sentences. */
  help: z.string(),
  /** What the user should know before adding an account; may be empty. */
  caution: z.string(),
  fields: z.array(fieldSchema),
  /** What a conversation is called at this service ("room", "channel", "chat"). */
  conversationWord: z.string(),
  capabilities: z.object({
    /** Without it Parley can only send, and shows what was sent from this computer. */
    read: z.boolean(),
    send: z.boolean(),
    reply: z.boolean(),
    edit: z.boolean(),
    /** For whom a message can be deleted. */
    remove: z.array(z.enum(['self', 'all'])),
    addConversation: z.boolean(),
    /** Adding an account, or coming back to it, takes steps after the form. */
    signIn: z.boolean(),
  }),
  /** The first message to an unknown name creates the conversation for everybody. */
  createsOnSend: z.boolean(),
  limits: z.object({ messageLength: z.object({ most: z.int().positive(), unit: z.enum(['characters', 'bytes']) }).nullable() }),
  /** What the service does to a text that the user would not expect: said before sending, with a replacement on offer. */
  textCautions: z.array(z.object({ contains: z.string(), sentence: z.string(), replacement: z.string() })),
  managed: z.array(managedKindSchema),
});
export type ProviderDescription = z.infer<typeof providerDescriptionSchema>;

/** What the user is asked for next in a sign-in of several steps. */
export const signInStepSchema = z.object({
  title: z.string(),
  sentence: z.string(),
  fields: z.array(fieldSchema),
  submitLabel: z.string(),
});
export type SignInStep = z.infer<typeof signInStepSchema>;

/** One step of a connection check. */
export const checkStepSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'passed', 'failed', 'skipped']),
  detail: z.string(),
  /** What to do about a failure; may be empty. */
  fix: z.string(),
  milliseconds: z.int().nonnegative().nullable(),
  /** The form field this step is about: what went wrong is said there too. */
  field: z.string().optional(),
});
export type CheckStep = z.infer<typeof checkStepSchema>;

/** One call to a service, as the request inspector shows it. Nothing in it is secret; it lives in memory only. */
export const callRecordSchema = z.object({
  /** Grows with every call of the account. */
  id: z.int(),
  startedAt: z.int().nonnegative(),
  purpose: z.enum(['send', 'read', 'history', 'list', 'check', 'live', 'other']),
  method: z.string(),
  url: z.string(),
  /** Null while it runs, and when no answer came. */
  status: z.int().nullable(),
  milliseconds: z.int().nonnegative().nullable(),
  /** Of the answer's body. */
  bytes: z.int().nonnegative().nullable(),
  /** Why no usable answer came; empty otherwise. */
  failure: z.string(),
  /** Why it was made again; empty for a first try. */
  retryOf: z.string(),
  /** The same call for a command line, without its secrets. */
  curl: z.string(),
});
export type CallRecord = z.infer<typeof callRecordSchema>;
