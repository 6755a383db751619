/** What the KeyAuth tests share: a rehearsal whose clock moves with the calls, accounts of it, and a store in memory. */
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../../main/clock.ts';
import type { ProviderContext, RemotePage } from '../../../../main/providers/contract.ts';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import { startKeyAuth } from '../../../../main/rehearsal/keyauth/index.ts';
import { key, quietLog, tokensInMemory } from '../support.ts';

/** Time stands still between calls; waits are forty times shorter than asked for. */
export interface TestClock extends Clock {
  /** What was asked to be waited for, ms. */
  waits: number[];
  advance(milliseconds: number): void;
}

export function createTestClock(): TestClock {
  let time = Date.UTC(2026, 10, 20, 12);
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    random: () => 0.5,
    after(milliseconds, callback) {
      waits.push(milliseconds);
      return clearTimeout.bind(null, setTimeout(callback, milliseconds / 40));
    },
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}

/** Each call a second after the one before, as the pacer has it. */
export function contextWith(values: Record<string, string>, clock = createTestClock(), tokens = tokensInMemory()) {
  const paced: typeof fetch = (input, init) => {
    clock.advance(1000);
    return fetch(input, init);
  };
  return { values, tokens, fetch: paced, clock, log: quietLog } satisfies ProviderContext;
}

/** An account whose password is the key `errorFrom` looks for. */
export const stubValues = (url: string, more: Record<string, string> = {}) => ({
  address: url,
  application: 'Keepers',
  ownerId: 'tiQhtH5R88',
  username: 'marlow',
  password: key,
  ...more,
});

/** Ends with the test. The first account signs in by password (`key`), the second by license. */
export async function rehearse() {
  const clock = createTestClock();
  const service = await startKeyAuth({ clock });
  onTestFinished(() => service.stop());
  service.users.find('marlow')!.password = key;
  const [byPassword, byLicense] = service.accounts.map(({ values }) => values);
  const context = (more: Record<string, string> = {}, tokens = tokensInMemory()) =>
    contextWith({ ...byPassword, password: key, ...more }, clock, tokens);
  return {
    service,
    clock,
    context,
    connect: (more: Record<string, string> = {}, tokens = tokensInMemory()) => keyAuth.connect(context(more, tokens)),
    connectByLicense: (tokens = tokensInMemory()) => keyAuth.connect(contextWith(byLicense!, clock, tokens)),
    license: byLicense!['license']!,
  };
}

export const nothingKnown = { count: 0, newest: [] };

/** What a store makes of pages: lines by id, ones that vanished from a whole stretch deleted, gaps before a page. */
export function createLocalHistory() {
  const lines = new Map<string, RemotePage['messages'][number] & { gone: boolean }>();
  const gapsBefore = new Set<string>();
  const inOrder = () => [...lines.values()].sort((a, b) => a.order - b.order);
  return {
    known() {
      const newest = inOrder().filter((line) => !line.gone);
      return { count: lines.size, newest: newest.slice(-120) };
    },
    /** Answers how many lines were new. */
    take({ messages, gap, whole }: RemotePage): number {
      const before = lines.size;
      for (const message of messages) lines.set(message.remoteId, { ...message, gone: false });
      const ids = new Set(messages.map((message) => message.remoteId));
      for (const line of lines.values()) {
        if (whole && line.order >= whole.from && line.order <= whole.to && !ids.has(line.remoteId)) line.gone = true;
      }
      if (gap) gapsBefore.add(messages[0]!.remoteId);
      return lines.size - before;
    },
    lines: () => inOrder().filter((line) => !line.gone),
    gone: () => inOrder().filter((line) => line.gone),
    /** How many lines stand before each gap. */
    gaps: () => inOrder().flatMap((line, index) => (gapsBefore.has(line.remoteId) ? [index] : [])),
  };
}
