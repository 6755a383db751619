/**
 * The tables by what they are worth, in the order they are saved: what a row refers to comes before it. A test holds this list against the
 * newest schema, so a table that a migration adds must be named here.
 */

/** Small, on screen first, and nowhere else to be had: looked at on every start. */
export const essential = [
  'settings',
  'accounts',
  'conversations',
  'labels',
  'conversation_labels',
  'outbox',
  'outbox_attempts',
  'saved_messages',
] as const;

/** Large: read in the background, once a day. */
export const history = ['authors', 'messages', 'message_versions', 'gaps'] as const;

/** Made from the others, never copied. */
export const derived: readonly string[] = ['index_words', 'index_pending', 'index_state'];

export const salvaged: readonly string[] = [...essential, ...history];
