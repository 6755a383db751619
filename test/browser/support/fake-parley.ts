/**
 * `window.parley` without main: an in-memory inbox that answers as main does. Arguments are cloned and checked with the contract's own
 * schemas, so a `$state` proxy or a wrong shape fails the test that sent it.
 */
import type { Answer, Argument, ParleyApi, StartState } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import { channels, type ChannelName } from '../../../preload/contract/channels.ts';
import type { DataState } from '../../../preload/contract/data.ts';
import type { Conversation, Gap, Label, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import type { ErrorCode, Result } from '../../../preload/contract/result.ts';
import { schemas } from '../../../preload/contract/schemas.ts';
import { makeHandlers, type Handlers } from './handlers.ts';
import { account, outboxItem, startState } from './samples.ts';

type Handler = (argument: never) => unknown;

export class FakeParley {
  start: StartState;
  messages = new Map<number, Message[]>();
  outbox = new Map<number, OutboxItem[]>();
  gaps: Gap[] = [];
  labels: Label[] = [];
  /** Newest first. */
  saved: { messageId: number; savedAt: number }[] = [];
  data: DataState = { job: null, measuring: false, sizes: null, keepDays: {} };
  /** Older messages only the service has, by conversation. */
  older = new Map<number, Message[]>();
  calls: { channel: ChannelName; argument: unknown }[] = [];
  #failures = new Map<ChannelName, { code: ErrorCode; message: string; fields?: Record<string, string> }>();
  #holds = new Map<ChannelName, Promise<unknown>>();
  #listeners = new Set<(changes: Change[]) => void>();
  #handlers: Handlers;

  constructor(start: Partial<StartState> = {}) {
    this.start = startState(start);
    this.#handlers = makeHandlers(this);
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

  setData(part: Partial<DataState>): void {
    this.data = { ...this.data, ...part };
    this.emit({ type: 'data', value: this.data });
  }

  /** The next call of a channel answers with this error; `fields` says what is wrong with fields of a form. */
  failNext(channel: ChannelName, message: string, code: ErrorCode = 'internal', fields?: Record<string, string>): void {
    this.#failures.set(channel, { code, message, ...(fields && { fields }) });
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

  /** What main answers to a decision: the conversation as it then is. */
  decide(id: number, { conversationId: _id, pinned, archived, ...wish }: Partial<Argument<'conversations.triage'>>): Conversation {
    const before = this.conversation(id);
    const inArchive = archived ?? (typeof wish.snoozedUntil !== 'number' && before.lane === 'archive');
    const snoozedUntil = inArchive ? null : wish.snoozedUntil === undefined ? before.snoozedUntil : wish.snoozedUntil;
    const lane = inArchive ? 'archive' : snoozedUntil === null ? 'inbox' : 'snoozed';
    const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
    const mark = wish.markedUnread ? { unread: Math.max(1, this.conversation(id).unread) } : {};
    this.updateConversation(id, {
      ...given,
      ...mark,
      lane,
      snoozedUntil,
      ...(pinned !== undefined && { pinnedAt: pinned ? Date.now() : null }),
    });
    return this.conversation(id);
  }

  setLabels(...labels: Label[]): void {
    this.labels = labels;
    this.emit(...labels.map((value) => ({ type: 'upsert', object: 'label', value }) as const));
  }

  /** As main tells it, from wherever it was done. */
  setSaved(messageId: number, saved: boolean): void {
    const one = this.message(messageId);
    this.saved = this.saved.filter((entry) => entry.messageId !== messageId);
    if (saved) this.saved = [{ messageId, savedAt: Date.now() }, ...this.saved];
    this.changeMessage({ ...one, saved });
  }

  changeMessage(value: Message): void {
    const all = this.messages.get(value.conversationId) ?? [];
    this.messages.set(
      value.conversationId,
      all.map((one) => (one.id === value.id ? value : one)),
    );
    this.emit({ type: 'upsert', object: 'message', value });
  }

  updateOutbox(item: OutboxItem): void {
    const items = (this.outbox.get(item.conversationId) ?? []).filter(({ id }) => id !== item.id);
    this.outbox.set(item.conversationId, [...items, item]);
    this.emit({ type: 'upsert', object: 'outbox', value: item });
  }

  item(id: string): OutboxItem {
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

  changeAccount(id: string, part: Partial<StartState['accounts'][number]>) {
    const next = { ...(this.start.accounts.find((one) => one.id === id) ?? account({ id })), ...part };
    this.start.accounts = this.start.accounts.map((one) => (one.id === id ? next : one));
    this.emit({ type: 'upsert', object: 'account', value: next });
    return next;
  }

  message(id: number): Message {
    const found = [...this.messages.values()].flat().find((one) => one.id === id);
    if (!found) throw new Error(`No message ${id}`);
    return found;
  }

  /** A change to a message goes into the outbox. */
  queueChange(clientId: string, kind: 'edit' | 'delete', targetId: number, part: Partial<OutboxItem>): OutboxItem {
    const { conversationId, text } = this.message(targetId);
    const item = outboxItem({ id: clientId, conversationId, kind, targetId, text, ...part });
    this.updateOutbox(item);
    return item;
  }

  changeItem(id: string, part: Partial<OutboxItem>): OutboxItem {
    const next = { ...this.item(id), ...part };
    this.updateOutbox(next);
    return next;
  }
}
