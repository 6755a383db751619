/**
 * Every call over the wall answers with this envelope; `message` is a sentence for the user and never holds a secret. `fields` says what
 * is wrong with single fields of a form, by field name.
 */
export type Result<Value> = { ok: true; value: Value } | { ok: false; code: ErrorCode; message: string; fields?: Record<string, string> };

export type ErrorCode =
  /** The argument does not fit the channel's schema: a defect of the caller. */
  | 'invalid-argument'
  /** The caller is not our own page. */
  | 'forbidden-sender'
  /** The named object is not there (any more). */
  | 'not-found'
  /** What was asked makes no sense in the present state. */
  | 'conflict'
  /** Something newer was asked in its place: nobody waits for the answer. */
  | 'superseded'
  /** The keychain did not work. */
  | 'keychain'
  /** The service refused or could not be reached. */
  | 'provider'
  /** Disk, database. */
  | 'storage'
  | 'internal';
