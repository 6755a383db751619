/** Sync on a clock of its own, with a small service whose every call can be seen and made to fail. */
import { createCalls } from '../../../main/calls/index.ts';
import type {
  LiveSink,
  Provider,
  ProviderConnection,
  ProviderInfo,
  RemoteChanges,
  RemoteMessage,
} from '../../../main/providers/contract.ts';
import { info as eightByEight } from '../../../main/providers/8x8/info.ts';
import type { Health, Message } from '../../../preload/contract/domain.ts';
import type { AccountRecord } from '../../../main/store/contract.ts';
import { createSync } from '../../../main/sync/index.ts';
import type { HealthNews } from '../../../main/sync/running-account.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createFakeStore, type FakeStore } from './fake-store.ts';

export type Method = 'list' | 'latest' | 'before' | 'changes' | 'listen' | 'send' | 'markRead' | 'verify';

export interface ServiceCall {
  method: Method;
  about: string;
  /** Milliseconds since the bench began. */
  at: number;
}

export const pageSize = 5;
export const minutes = (count: number) => count * 60_000;

export interface BenchOptions {
  pacing?: Partial<ProviderInfo['pacing']>;
  /** What the service can do besides listing; reading and paging when left out. */
  can?: Method[] | undefined;
  rooms?: string[];
  store?: FakeStore;
}

export function line(order: number, text = `line ${order}`): RemoteMessage {
  return { remoteId: `m${order}`, authorId: 'ada', authorName: 'Ada', text, sentAt: order, order };
}

export function createBench({ pacing, can = ['latest', 'before'], rooms = ['room'], store = createFakeStore() }: BenchOptions = {}) {
  const fakeClock = createFakeClock();
  const begin = fakeClock.now();
  let timers = 0;
  const clock = {
    ...fakeClock,
    after(milliseconds: number, callback: () => void) {
      timers += 1;
      let over = false;
      const done = () => {
        if (!over) timers -= 1;
        over = true;
      };
      const cancel = fakeClock.after(milliseconds, () => {
        done();
        callback();
      });
      return () => {
        done();
        cancel();
      };
    },
  };
  const calls: ServiceCall[] = [];
  const history = new Map(rooms.map((room) => [room, [line(1)]]));
  const health: Partial<Health>[] = [];
  const arrived: Message[] = [];
  const ready: string[] = [];
  const live = { sink: null as LiveSink | null, break: (_error: Error) => {} };
  const inspector = createCalls(clock);
  const service = {
    listed: [...rooms],
    changes: (_since: string | null): RemoteChanges => ({ conversations: [], next: 'next', more: false }),
    /** What a call fails with instead of answering. */
    fail: (_method: Method, _about: string): Error | null => null,
  };

  const info: ProviderInfo = { ...eightByEight, pacing: { ...eightByEight.pacing, ...pacing } };
  const provider: Provider = {
    info,
    connect({ fetch }) {
      async function ask(method: Method, about = ''): Promise<void> {
        await fetch(`https://service.test/${method}/${about}`);
        const error = service.fail(method, about);
        if (error) throw error;
      }
      const page = (room: string, from: (message: RemoteMessage) => boolean) => ({
        messages: (history.get(room) ?? []).filter(from).slice(-pageSize),
      });
      const all: Required<Pick<ProviderConnection, 'readLatest' | 'readBefore' | 'readChanges' | 'listen' | 'send' | 'markRead'>> = {
        async readLatest(room) {
          await ask('latest', room);
          return page(room, () => true);
        },
        async readBefore(room, order) {
          await ask('before', room);
          return page(room, (message) => message.order < order);
        },
        async readChanges(since) {
          await ask('changes', since ?? '');
          return service.changes(since);
        },
        async listen(sink, signal) {
          await ask('listen');
          const broken = Promise.withResolvers<never>();
          signal.addEventListener('abort', () => broken.reject(signal.reason));
          Object.assign(live, { sink, break: broken.reject });
          sink.connected();
          return broken.promise;
        },
        async send(room) {
          await ask('send', room);
          return { renderedText: null, message: null };
        },
        markRead: (room) => ask('markRead', room),
      };
      const methods = {
        latest: 'readLatest',
        before: 'readBefore',
        changes: 'readChanges',
        listen: 'listen',
        send: 'send',
        markRead: 'markRead',
      };
      const offered = Object.entries(methods).filter(([method]) => can.includes(method as Method));
      return {
        address: () => ({}) as never,
        async verify() {
          await ask('verify');
          return 'Fine.';
        },
        async listConversations() {
          if (info.pacing.list !== null) await ask('list');
          return service.listed.map((remoteId) => ({ remoteId, title: remoteId }));
        },
        ...Object.fromEntries(offered.map(([, name]) => [name, all[name as keyof typeof all]])),
      };
    },
  };

  const sync = createSync({
    store: store.store,
    clock,
    log: { debug() {}, info() {}, warn() {} },
    calls: inspector,
    fetchFor: (accountId) =>
      inspector.inspected(accountId, async (input) => {
        const [method, about] = new URL(String(input)).pathname.slice(1).split('/');
        calls.push({ method: method as Method, about: about!, at: clock.now() - begin });
        return new Response('{}');
      }),
    providerOf: () => provider,
    onHealth: (_id, news: HealthNews) => void health.push(news),
    onArrived: (_id, messages) => void arrived.push(...messages),
    onReady: (id) => void ready.push(id),
  });

  const record: AccountRecord = { id: 'a', kind: 'test', name: 'Test', hue: 0, settings: {}, keep: 'run', createdAt: begin, paused: false };
  const tokens = { get: () => null, set: async () => {} };
  return {
    clock,
    sync,
    store,
    service,
    provider,
    inspector,
    calls,
    history,
    arrived,
    ready,
    live,
    /** Pending timers. */
    timers: () => timers,
    start: () => sync.start(record, { key: 'secret-key' }, tokens),
    pacedFetch: (signal: AbortSignal) =>
      sync.pacedFetch(
        provider,
        { key: 'secret-key' },
        async (input) => {
          calls.push({ method: 'verify', about: String(input), at: clock.now() - begin });
          return new Response('{}');
        },
        signal,
      ),
    health: () => Object.assign({}, ...health) as Health,
    post(room: string, ...orders: number[]) {
      history.set(room, [...(history.get(room) ?? []), ...orders.map((order) => line(order))]);
    },
    times: (method: Method, about?: string) =>
      calls.filter((call) => call.method === method && (about === undefined || call.about === about)).map(({ at }) => at),
    open(room: string | null) {
      sync.setOpenConversation(room === null ? null : store.known(room).sync.id);
    },
  };
}

/** Between the starts of one call and the next. */
export function gaps(times: number[]): number[] {
  return times.slice(1).map((at, index) => at - times[index]!);
}
