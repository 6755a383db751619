/**
 * `window.parley` without main: an in-memory inbox that answers as main does. Arguments are cloned and checked with the contract's own
 * schemas, so a `$state` proxy or a wrong shape fails the test that sent it.
 */
import type { Answer, ParleyApi, StartState } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import { channels, type ChannelName } from '../../../preload/contract/channels.ts';
import type { Conversation, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import type { ErrorCode, Result } from '../../../preload/contract/result.ts';
import { schemas } from '../../../preload/contract/schemas.ts';
import { account, conversation, outboxItem, startState } from './samples.ts';

type Handler = (argument: never) => unknown;
type Handlers = { [C in ChannelName]: (argument: never) => Answer<C> | Promise<Answer<C>> };

export class FakeParley {
  start: StartState;
  messages = new Map<number, Message[]>();
  outbox = new Map<number, OutboxItem[]>();
  /** Older messages only the service has, by conversation. */
  older = new Map<number, Message[]>();
  calls: { channel: ChannelName; argument: unknown }[] = [];
  #failures = new Map<ChannelName, { code: ErrorCode; message: string }>();
  #holds = new Map<ChannelName, Promise<unknown>>();
  #listeners = new Set<(changes: Change[]) => void>();
  #handlers: Handlers;

  constructor(start: Partial<StartState> = {}) {
    this.start = startState(start);
    this.#handlers = this.#makeHandlers();
  }

  get api(): ParleyApi {
    const areas = Object.entries(channels).map(([area, methods]) => [
      area,
      Object.fromEntries(
        methods.map((method) => [method, (argument: unknown) => this.#call(`${area}.${method}` as ChannelName, argument)]),
      ),
    ]);
    return {
      ...Object.fromEntries(areas),
      onChanges: (listener: (changes: Change[]) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    } as ParleyApi;
  }

  emit(...changes: Change[]): void {
    for (const listener of this.#listeners) listener(structuredClone(changes));
  }

  /** The next call of a channel answers with this error. */
  failNext(channel: ChannelName, message: string, code: ErrorCode = 'internal'): void {
    this.#failures.set(channel, { code, message });
  }

  /** Calls of a channel wait until the answered function is called. */
  hold(channel: ChannelName): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#holds.set(channel, promise);
    return () => {
      this.#holds.delete(channel);
      resolve();
    };
  }

  argumentsOf(channel: ChannelName): unknown[] {
    return this.calls.filter((call) => call.channel === channel).map(({ argument }) => argument);
  }

  /** Replaces what a channel does. */
  on<C extends ChannelName>(channel: C, handler: (argument: never) => Answer<C> | Promise<Answer<C>>): void {
    (this.#handlers as Record<string, Handler>)[channel] = handler;
  }

  addMessages(...messages: Message[]): void {
    for (const { conversationId: id } of messages) if (!this.messages.has(id)) this.messages.set(id, []);
    for (const one of messages) this.messages.get(one.conversationId)?.push(one);
  }

  /** A message arrives from the service, as main would tell it. */
  receive(one: Message): void {
    this.addMessages(one);
    const room = this.conversation(one.conversationId);
    const next = {
      ...room,
      unread: room.unread + (one.unread ? 1 : 0),
      lastMessage: { author: one.authorName, text: one.text, sentAt: one.sentAt, mine: one.mine },
    };
    this.replaceConversation(next);
    this.emit({ type: 'upsert', object: 'message', value: one }, { type: 'upsert', object: 'conversation', value: next });
  }

  conversation(id: number): Conversation {
    const found = this.start.conversations.find((one) => one.id === id);
    if (!found) throw new Error(`No conversation ${id}`);
    return found;
  }

  replaceConversation(next: Conversation): void {
    this.start.conversations = this.start.conversations.map((one) => (one.id === next.id ? next : one));
  }

  updateConversation(id: number, part: Partial<Conversation>): void {
    const next = { ...this.conversation(id), ...part };
    this.replaceConversation(next);
    this.emit({ type: 'upsert', object: 'conversation', value: next });
  }

  updateOutbox(item: OutboxItem): void {
    const items = (this.outbox.get(item.conversationId) ?? []).filter(({ id }) => id !== item.id);
    this.outbox.set(item.conversationId, [...items, item]);
    this.emit({ type: 'upsert', object: 'outbox', value: item });
  }

  #item(id: string): OutboxItem {
    return [...this.outbox.values()].flat().find((item) => item.id === id) ?? outboxItem({ id });
  }

  async #call(channel: ChannelName, argument: unknown): Promise<Result<unknown>> {
    // What `contextBridge` would do: a proxy cannot be cloned.
    const cloned: unknown = structuredClone(argument);
    this.calls.push({ channel, argument: cloned });
    const parsed = schemas[channel].safeParse(cloned);
    if (!parsed.success) return { ok: false, code: 'invalid-argument', message: `${channel}: ${parsed.error.message}` };
    await (this.#holds.get(channel) ?? Promise.resolve());
    const failure = this.#failures.get(channel);
    this.#failures.delete(channel);
    if (failure) return { ok: false, ...failure };
    return { ok: true, value: structuredClone(await (this.#handlers[channel] as (argument: unknown) => unknown)(parsed.data)) };
  }

  #makeHandlers(): Handlers {
    return {
      'app.start': () => this.start,
      'app.painted': () => null,
      'app.dismissNotice': () => null,
      'app.openLink': () => null,
      'app.setSettings': (part: Partial<StartState['settings']>) => (this.start.settings = { ...this.start.settings, ...part }),
      'app.testKeychain': () => this.start.keychain,
      'app.showDataFolder': () => null,
      'app.testNotification': () => null,
      'accounts.check': () => ({ passed: true, steps: [{ name: 'Key', state: 'passed', detail: '', milliseconds: 12 }] }),
      'accounts.add': ({ kind, name, keep }: { kind: string; name: string; keep: 'keychain' | 'run' }) => {
        const added = account({ id: `added-${this.start.accounts.length}`, kind, name, keep });
        this.start.accounts = [...this.start.accounts, added];
        this.emit({ type: 'upsert', object: 'account', value: added });
        return added;
      },
      'accounts.update': ({ accountId, name }: { accountId: string; name: string }) => this.#changeAccount(accountId, { name }),
      'accounts.replaceSecret': ({ accountId }: { accountId: string }) => this.#changeAccount(accountId, {}),
      'accounts.remove': ({ accountId }: { accountId: string }) => {
        const gone = this.start.conversations.filter((one) => one.accountId === accountId);
        this.start.accounts = this.start.accounts.filter(({ id }) => id !== accountId);
        this.start.conversations = this.start.conversations.filter((one) => one.accountId !== accountId);
        this.emit(...gone.map(({ id }) => ({ type: 'delete', object: 'conversation', id }) as const), {
          type: 'delete',
          object: 'account',
          id: accountId,
        });
        return null;
      },
      'accounts.refresh': () => null,
      'accounts.setPaused': ({ accountId, paused }: { accountId: string; paused: boolean }) =>
        this.#changeAccount(accountId, { health: { ...account().health, state: paused ? 'paused' : 'ok' } }),
      'conversations.add': ({ accountId, name }: { accountId: string; name: string }) => {
        const added = conversation({ id: 10_000 + this.calls.length, accountId, title: name, seen: false, caughtUpAt: null });
        this.start.conversations = [...this.start.conversations, added];
        this.emit({ type: 'upsert', object: 'conversation', value: added });
        return added;
      },
      'conversations.remove': ({ conversationId }: { conversationId: number }) => {
        this.start.conversations = this.start.conversations.filter(({ id }) => id !== conversationId);
        this.emit({ type: 'delete', object: 'conversation', id: conversationId });
        return null;
      },
      'conversations.focus': () => null,
      'conversations.markRead': ({ conversationId }: { conversationId: number }) => {
        this.updateConversation(conversationId, { unread: 0 });
        return null;
      },
      'conversations.saveDraft': ({ conversationId, text }: { conversationId: number; text: string }) => {
        this.updateConversation(conversationId, { draft: text });
        return null;
      },
      'conversations.loadOlder': ({ conversationId }: { conversationId: number }) => {
        const older = this.older.get(conversationId) ?? [];
        this.older.delete(conversationId);
        this.messages.set(conversationId, [...older, ...(this.messages.get(conversationId) ?? [])]);
        this.updateConversation(conversationId, { historyComplete: true });
        return { added: older.length, complete: true };
      },
      'messages.page': ({
        conversationId,
        before,
        limit,
      }: {
        conversationId: number;
        before: { order: number; id: number } | null;
        limit: number;
      }) => {
        const all = (this.messages.get(conversationId) ?? []).toSorted((one, other) => one.order - other.order || one.id - other.id);
        const older = before ? all.filter(({ order, id }) => order < before.order || (order === before.order && id < before.id)) : all;
        const outbox = before ? [] : (this.outbox.get(conversationId) ?? []).filter(({ state }) => state !== 'confirmed');
        return { messages: older.slice(-limit), outbox, hasOlder: older.length > limit };
      },
      'outbox.send': ({ conversationId, clientId, text }: { conversationId: number; clientId: string; text: string }) => {
        const item = outboxItem({ id: clientId, conversationId, text });
        this.updateOutbox(item);
        return item;
      },
      'outbox.retry': ({ id }: { id: string }) => this.#changeItem(id, { state: 'queued', reason: '' }),
      'outbox.edit': ({ id, text }: { id: string; text: string }) => this.#changeItem(id, { text }),
      'outbox.discard': ({ id }: { id: string }) => {
        const { conversationId } = this.#item(id);
        this.outbox.set(
          conversationId,
          (this.outbox.get(conversationId) ?? []).filter((item) => item.id !== id),
        );
        this.emit({ type: 'delete', object: 'outbox', id });
        return null;
      },
      'outbox.resolve': ({ id, as }: { id: string; as: string }) =>
        this.#changeItem(id, { state: as === 'delivered' ? 'confirmed' : 'queued', reason: '' }),
      'rehearsal.start': () => (this.start.rehearsal = { ...this.start.rehearsal, running: true, accountId: 'rehearsal' }),
      'rehearsal.stop': () => (this.start.rehearsal = { ...this.start.rehearsal, running: false, accountId: null }),
      'rehearsal.setFault': ({ id }: { id: string | null }) => (this.start.rehearsal = { ...this.start.rehearsal, activeFault: id }),
    };
  }

  #changeAccount(id: string, part: Partial<StartState['accounts'][number]>) {
    const next = { ...(this.start.accounts.find((one) => one.id === id) ?? account({ id })), ...part };
    this.start.accounts = this.start.accounts.map((one) => (one.id === id ? next : one));
    this.emit({ type: 'upsert', object: 'account', value: next });
    return next;
  }

  #changeItem(id: string, part: Partial<OutboxItem>): OutboxItem {
    const next = { ...this.#item(id), ...part };
    this.updateOutbox(next);
    return next;
  }
}
