/** The request inspector: the latest calls of each account, in memory only and without their secrets. */
import type { CallRecord } from '../../preload/contract/provider.ts';
import type { Clock } from '../clock.ts';
import { createRedactor } from '../log/redact.ts';
import { ProviderError } from '../providers/errors.ts';
import { isRedirectFailure, networkFailure } from '../providers/network-failure.ts';
import { counted } from './counted.ts';
import { presentOccasion } from './occasion.ts';
import { curlOf, mark, redactCall, type PlainCall } from './redact-call.ts';

type Fetch = typeof globalThis.fetch;

export interface Calls {
  /** The same fetch, every call of which is noted for the account. */
  inspected(accountId: string, fetch: Fetch): Fetch;
  /** A secret, of whichever account: it is shown in no call from now on. */
  hide(secret: string): void;
  /** The latest calls, oldest first; further ones and changes to these go to the listener until `end`. */
  watch(accountId: string, listener: (record: CallRecord) => void): { records: CallRecord[]; end(): void };
  forget(accountId: string): void;
}

const mostRecords = 200;
/** An answer that goes on and on is told anew at most this often, ms. */
const growthInterval = 2000;

export function createCalls(clock: Clock): Calls {
  const redactor = createRedactor(mark);
  const records = new Map<string, CallRecord[]>();
  const listeners = new Map<string, Set<(record: CallRecord) => void>>();
  let lastId = 0;

  function tell(accountId: string, record: CallRecord): void {
    for (const listener of listeners.get(accountId) ?? []) listener({ ...record });
  }

  function begin(accountId: string, call: PlainCall): CallRecord {
    const occasion = presentOccasion();
    const { purpose, retryOf } = occasion;
    // Only the first call is made again; what follows from it is new.
    occasion.retryOf = '';
    const shown = redactCall(call, redactor);
    lastId += 1;
    const record: CallRecord = {
      id: lastId,
      startedAt: clock.now(),
      purpose,
      method: shown.method,
      url: shown.url,
      status: null,
      milliseconds: null,
      bytes: null,
      failure: '',
      retryOf: redactor.clean(retryOf),
      curl: redactor.clean(curlOf(shown)),
    };
    const all = records.get(accountId) ?? [];
    all.push(record);
    if (all.length > mostRecords) all.shift();
    records.set(accountId, all);
    tell(accountId, record);
    return record;
  }

  return {
    inspected: (accountId, fetch) => async (input, init) => {
      const call = plainCall(input, init);
      const record = begin(accountId, call);
      const change = (facts: Partial<CallRecord>) => tell(accountId, Object.assign(record, facts));
      const { signal } = init ?? {};
      let ended = false;
      let toldAt = clock.now();

      function end(failure: string): void {
        if (ended) return;
        ended = true;
        change({ milliseconds: Math.max(0, clock.now() - record.startedAt), failure: record.failure || redactor.clean(failure) });
      }
      presentOccasion().disappointed = (sentence) => change({ failure: redactor.clean(sentence) });
      signal?.addEventListener('abort', () => end(endedBy(signal.reason, record)), { once: true });
      try {
        const response = await fetch(input, init);
        change({ status: response.status || null, bytes: 0 });
        return counted(response, {
          onBytes(bytes) {
            record.bytes = bytes;
            if (clock.now() - toldAt < growthInterval) return;
            toldAt = clock.now();
            change({});
          },
          onEnd: (error) => end(error === undefined ? '' : failureOf(error, call.url)),
        });
      } catch (error) {
        end(failureOf(error, call.url));
        throw error;
      }
    },
    hide: redactor.hide,
    watch(accountId, listener) {
      const those = listeners.get(accountId) ?? new Set();
      listeners.set(accountId, those.add(listener));
      return {
        records: (records.get(accountId) ?? []).map((record) => ({ ...record })),
        end: () => void those.delete(listener),
      };
    },
    forget(accountId) {
      records.delete(accountId);
    },
  };
}

function plainCall(input: Parameters<Fetch>[0], init: RequestInit = {}): PlainCall {
  const request = input instanceof Request ? input : null;
  return {
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    url: request?.url ?? String(input),
    headers: [...new Headers(init.headers ?? request?.headers)],
    body: typeof init.body === 'string' || init.body instanceof URLSearchParams ? String(init.body) : null,
  };
}

/** An answer that is there needs no excuse; without one the call ended because of a time-out, or because Parley let go of it. */
function endedBy(reason: unknown, { status }: CallRecord): string {
  if (reason instanceof ProviderError) return reason.message;
  return status === null ? 'Parley ended this call.' : '';
}

function failureOf(error: unknown, url: string): string {
  if (error instanceof ProviderError) return error.message;
  if (isRedirectFailure(error)) return 'The server sent Parley on to another address, and Parley does not follow.';
  return networkFailure(error, URL.parse(url)?.host ?? 'the server', false).message;
}
