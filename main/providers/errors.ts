/**
 * The few errors a provider throws. `message` is a sentence for the user: what happened and, where there is something, what to do.
 * None of them ever carries a secret. `delivered` answers the one question the outbox asks about a failed send.
 */
export type Delivery =
  /** The request surely had no effect. */
  | 'no'
  /** The connection was cut under way: the service acted on it, does so within moments, or never will. */
  | 'cut'
  /** The service may have acted on it, or still act on it later. */
  | 'maybe';

export abstract class ProviderError extends Error {
  abstract readonly code: 'auth' | 'rate-limited' | 'unreachable' | 'rejected' | 'protocol';
  readonly delivered: Delivery;
  constructor(sentence: string, delivered: Delivery) {
    super(sentence);
    this.delivered = delivered;
    this.name = new.target.name;
  }
}

/** The service does not accept the credential. */
export class AuthError extends ProviderError {
  readonly code = 'auth';
  constructor(sentence: string) {
    super(sentence, 'no');
  }
}

/** The service asks for a pause. */
export class RateLimited extends ProviderError {
  readonly code = 'rate-limited';
  /** Milliseconds to wait; null when the service did not say. */
  readonly retryAfter: number | null;
  /** Whether the pause is for every call of the account, or only for calls like this one. */
  readonly scope: 'account' | 'call';
  constructor(sentence: string, retryAfter: number | null, scope: RateLimited['scope'] = 'account') {
    super(sentence, 'no');
    this.retryAfter = retryAfter;
    this.scope = scope;
  }
}

/** No usable connection: name, TCP, TLS, time-out, reset, or a gateway saying so. */
export class Unreachable extends ProviderError {
  readonly code = 'unreachable';
}

/** The service understood and said no to this one request. */
export class Rejected extends ProviderError {
  readonly code = 'rejected';
  readonly reason: 'not-found' | 'forbidden' | 'too-large' | 'invalid' | 'other';
  /** What is wrong with single fields of a form, by field name. */
  readonly fields: Readonly<Record<string, string>>;
  constructor(sentence: string, reason: Rejected['reason'], fields: Rejected['fields'] = {}) {
    super(sentence, 'no');
    this.reason = reason;
    this.fields = fields;
  }
}

/** The service answered something its contract does not know. */
export class Protocol extends ProviderError {
  readonly code = 'protocol';
}
