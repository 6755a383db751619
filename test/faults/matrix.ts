/**
 * Every fault, for one kind of account, in a running engine: the account says the right thing, nothing is lost or sent twice, no secret
 * is written anywhere, and all is well again once the fault is gone, without a restart.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountState } from '../../preload/contract/domain.ts';
import type { RehearsalOptions, RehearsedService } from '../../main/rehearsal/service.ts';
import { startFaultBench, until, type FaultBench } from './engine.ts';

/** `ok`: nothing is the matter. `conversation`: the account is well, and the conversation or the one message says what is wrong. */
export type Effect = Exclude<AccountState, 'connecting' | 'locked' | 'missing' | 'paused'> | 'conversation';

/** Faults of the network itself. */
const networkFaults: Record<string, typeof fetch> = {
  // As Node's fetch says it: a resolver without a network would take its time to.
  'name not found': async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }) });
  },
  'connection refused': (input, init) => fetch(Object.assign(new URL(String(input)), { port: '1' }), init),
};

const usual: Record<string, Effect[]> = {
  'name not found': ['offline'],
  'connection refused': ['offline'],
  slow: ['ok'],
  silent: ['offline'],
  'silent-after-acting': ['offline'],
  'dropped-before-acting': ['offline'],
  'dropped-after-acting': ['offline'],
  'cut-answer': ['offline'],
  'slow-drip': ['offline'],
  'slow-drip-in-time': ['ok'],
  'redirect-elsewhere': ['trouble'],
  'invalid-key': ['refused'],
  forbidden: ['refused', 'conversation'],
  'not-found': ['conversation', 'trouble'],
  'method-not-allowed': ['trouble', 'conversation'],
  'too-large': ['conversation', 'trouble'],
  unprocessable: ['conversation', 'trouble'],
  'server-error': ['offline'],
  'bad-gateway': ['offline'],
  'rate-limit': ['limited'],
  'rate-limit-500': ['limited'],
  'rate-limit-wait': ['limited'],
  truncated: ['trouble'],
  'web-page': ['trouble'],
  empty: ['trouble'],
  created: ['ok'],
  enormous: ['trouble'],
  'wrong-content-type': ['ok'],
  'wrong-types': ['trouble'],
  'unknown-fields': ['ok'],
  'duplicate-ids': ['ok'],
  'reversed-order': ['ok'],
  'clock-far-off': ['ok'],
};

export interface MatrixOptions {
  start: (options: RehearsalOptions) => Promise<RehearsedService>;
  kind: string;
  /** The conversation to use; any that can be written to when left out. */
  title?: string;
  /** Parley can only send with this kind. */
  sendOnly?: boolean;
  /** Where this service differs from what is usual. */
  effects?: Record<string, Effect[]>;
  /** What only the user can do once the fault is gone, such as signing in again where Parley asks for it. */
  recover?: (bench: FaultBench) => Promise<void>;
  /** Faults that mean nothing to this service. */
  without?: string[];
}

export function faultMatrix({ start, kind, title, sendOnly = false, effects = {}, recover, without = [] }: MatrixOptions): void {
  describe(`faults of ${kind}`, () => {
    let bench: FaultBench;
    beforeAll(async () => {
      bench = await startFaultBench(start, kind, title);
      if (!sendOnly) await until('first read', async () => (await bench.conversation())?.caughtUpAt);
    }, 30_000);
    afterAll(() => bench[Symbol.asyncDispose]());

    const expected = Object.entries({ ...usual, ...effects }).filter(([fault]) => !without.includes(fault));
    test.each(expected)('%s', async (fault, allowed) => {
      await setFault(bench, fault);
      const conversation = await bench.conversation();
      const [theirs, ours] = [`theirs ${randomUUID()}`, `ours ${randomUUID()}`];
      const told = bench.words().length;
      if (!sendOnly) bench.service.post(conversation.remoteId, 'Zoë', theirs);
      const item = await bench.engine.outbox.send({ conversationId: conversation.id, clientId: randomUUID(), text: ours, replyToId: null });
      const effect = await until(
        `one of ${allowed.join(', ')}, but it is ${bench.account().health.state}`,
        async () => allowed.find((each) => each === effectOf(bench, each)) ?? (await conversationEffect(bench, item.id, allowed)),
      );
      const arrived = async () => (await texts(bench, conversation.id)).includes(theirs);
      // What does not trouble the account does not keep messages away either.
      if (effect === 'ok' && !sendOnly) await until('their message arrives under the fault', arrived);
      if (effect !== 'ok' && effect !== 'conversation') expect(bench.account().health.sentence).toMatch(/[.!?]$/);

      await setFault(bench, null);
      bench.engine.sync.readEverythingNow();
      if (!sendOnly)
        await until('their message arrives', async () => {
          bench.sitOutPauses();
          return arrived();
        });
      const atService = () => bench.service.truth(conversation.remoteId).filter((message) => message.text === ours).length;
      await settle(bench, item.id, () => atService() > 0, recover);
      await until('the account is well again', () => bench.account().health.state === 'ok');
      expect(atService()).toBe(1);
      const here = (await texts(bench, conversation.id)).filter((text) => text === ours || text === theirs);
      expect(new Set(here).size).toBe(here.length);
      expectNoSecret(bench, bench.words().slice(told));
    });
  });
}

async function setFault(bench: FaultBench, fault: string | null): Promise<void> {
  bench.network.fault = (fault !== null && networkFaults[fault]) || null;
  bench.service.setFault(fault !== null && fault in networkFaults ? null : fault);
}

const effectOf = (bench: FaultBench, wanted: Effect): Effect | null => {
  const { health } = bench.account();
  if (wanted === 'ok') return health.state === 'ok' ? 'ok' : null;
  return health.state === wanted ? wanted : null;
};

async function conversationEffect(bench: FaultBench, itemId: string, allowed: Effect[]): Promise<Effect | null> {
  if (!allowed.includes('conversation')) return null;
  const item = await bench.engine.store.readOutboxItem(itemId);
  const { trouble } = (await bench.engine.store.readConversation(item!.conversationId))!;
  return trouble !== '' || item?.state === 'failed' ? 'conversation' : null;
}

async function texts(bench: FaultBench, conversationId: number): Promise<string[]> {
  const page = await bench.engine.store.readMessagePage({ conversationId, at: 'newest', limit: 500 });
  return page.messages.map((message) => message.text);
}

/** The user's part: what surely failed is tried again; where Parley asks, the user looks at the service and says what is there. */
async function settle(bench: FaultBench, itemId: string, isThere: () => boolean, recover: MatrixOptions['recover']): Promise<void> {
  await until('the message is delivered', async () => {
    const item = (await bench.engine.store.readOutboxItem(itemId))!;
    bench.sitOutPauses();
    await recover?.(bench);
    if (item.state === 'failed') await bench.engine.outbox.retry(itemId);
    if (item.state === 'unknown' && /did not say/.test(item.reason)) {
      await bench.engine.outbox.resolve(itemId, isThere() ? 'delivered' : 'send-again');
    }
    return item.state === 'confirmed' || item.state === 'sent';
  });
}

function expectNoSecret(bench: FaultBench, written: string): void {
  const secrets = [...Object.entries(bench.sample.values), ...Object.entries(bench.sample.tokens ?? {})];
  for (const [name, value] of secrets) {
    if (!/key|token|pass|secret|access|session|license/i.test(name) || value.length < 6) continue;
    expect(written.includes(value), `the ${name} was written down`).toBe(false);
  }
}
