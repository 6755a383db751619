/** What main would do, in memory: one answer per channel. A test replaces what it wants with `fake.on`. */
import type { Answer, Argument, StartState } from '../../../preload/contract/api.ts';
import type { ChannelName } from '../../../preload/contract/channels.ts';
import type { FakeParley } from './fake-parley.ts';
import { pageOf } from './pages.ts';
import { decisionHandlers } from './decisions.ts';
import { countIn, searchIn } from './search.ts';
import { account, checkStep, conversation, outboxItem } from './samples.ts';

export type Handlers = { [C in ChannelName]: (argument: never) => Answer<C> | Promise<Answer<C>> };

export function makeHandlers(fake: FakeParley): Handlers {
  return {
    'app.start': () => fake.start,
    'app.painted': () => null,
    'app.dismissNotice': () => null,
    'app.openLink': () => null,
    'app.setSettings': (part: Partial<StartState['settings']>) => (fake.start.settings = { ...fake.start.settings, ...part }),
    'app.testKeychain': () => fake.start.keychain,
    'app.showDataFolder': () => null,
    'app.testNotification': () => null,
    'app.repair': () => null,
    'app.backupHealth': () => ({ lastAt: null, trouble: '' }),
    'accounts.check': () => ({ passed: true, steps: [checkStep('Key', 'passed')] }),
    'accounts.add': ({ kind, name, keep }: { kind: string; name: string; keep: 'keychain' | 'run' }) => {
      const added = account({ id: `added-${fake.start.accounts.length}`, kind, name, keep });
      fake.start.accounts = [...fake.start.accounts, added];
      fake.emit({ type: 'upsert', object: 'account', value: added });
      return added;
    },
    'accounts.update': ({ accountId, name }: { accountId: string; name: string }) => fake.changeAccount(accountId, { name }),
    'accounts.replaceSecret': ({ accountId }: { accountId: string }) => fake.changeAccount(accountId, {}),
    'accounts.remove': ({ accountId }: { accountId: string }) => {
      const gone = fake.start.conversations.filter((one) => one.accountId === accountId);
      fake.start.accounts = fake.start.accounts.filter(({ id }) => id !== accountId);
      fake.start.conversations = fake.start.conversations.filter((one) => one.accountId !== accountId);
      fake.emit(...gone.map(({ id }) => ({ type: 'delete', object: 'conversation', id }) as const), {
        type: 'delete',
        object: 'account',
        id: accountId,
      });
      return null;
    },
    'accounts.refresh': () => null,
    'accounts.setPaused': ({ accountId, paused }: { accountId: string; paused: boolean }) =>
      fake.changeAccount(accountId, { health: { ...account().health, state: paused ? 'paused' : 'ok' } }),
    'conversations.add': ({ accountId, name }: { accountId: string; name: string }) => {
      const added = conversation({ id: 10_000 + fake.calls.length, accountId, title: name, seen: false, caughtUpAt: null });
      fake.start.conversations = [...fake.start.conversations, added];
      fake.emit({ type: 'upsert', object: 'conversation', value: added });
      return added;
    },
    'conversations.remove': ({ conversationId }: { conversationId: number }) => {
      fake.start.conversations = fake.start.conversations.filter(({ id }) => id !== conversationId);
      fake.emit({ type: 'delete', object: 'conversation', id: conversationId });
      return null;
    },
    'conversations.focus': () => null,
    'conversations.markRead': ({ conversationId }: { conversationId: number }) => {
      fake.updateConversation(conversationId, { unread: 0 });
      return null;
    },
    'conversations.saveDraft': ({ conversationId, text }: { conversationId: number; text: string }) => {
      fake.updateConversation(conversationId, { draft: text });
      return null;
    },
    'conversations.loadOlder': ({ conversationId }: { conversationId: number }) => {
      const older = fake.older.get(conversationId) ?? [];
      fake.older.delete(conversationId);
      fake.messages.set(conversationId, [...older, ...(fake.messages.get(conversationId) ?? [])]);
      fake.updateConversation(conversationId, { historyComplete: true });
      return { added: older.length, complete: true };
    },
    'messages.page': (argument: Argument<'messages.page'>) => pageOf(fake, argument),
    'search.wake': () => null,
    'search.page': (argument: Argument<'search.page'>) => searchIn(fake, argument),
    'search.count': ({ query }: Argument<'search.count'>) => ({ count: countIn(fake, query), more: false }),
    'outbox.send': ({ conversationId, clientId, text }: { conversationId: number; clientId: string; text: string }) => {
      const item = outboxItem({ id: clientId, conversationId, text });
      fake.updateOutbox(item);
      return item;
    },
    'outbox.retry': ({ id }: { id: string }) => fake.changeItem(id, { state: 'queued', reason: '' }),
    'outbox.edit': ({ id, text }: { id: string; text: string }) => fake.changeItem(id, { text }),
    'outbox.discard': ({ id }: { id: string }) => {
      const { conversationId } = fake.item(id);
      fake.outbox.set(
        conversationId,
        (fake.outbox.get(conversationId) ?? []).filter((item) => item.id !== id),
      );
      fake.emit({ type: 'delete', object: 'outbox', id });
      return null;
    },
    'outbox.resolve': ({ id, as }: { id: string; as: string }) =>
      fake.changeItem(id, { state: as === 'delivered' ? 'confirmed' : 'queued', reason: '' }),
    'accounts.watchCalls': () => [],
    'signIn.begin': () => ({ done: true }),
    'signIn.answer': () => ({ done: true }),
    'signIn.cancel': () => null,
    'conversations.fillGap': ({ gapId }: { gapId: number }) => {
      fake.gaps = fake.gaps.filter(({ id }) => id !== gapId);
      fake.emit({ type: 'delete', object: 'gap', id: gapId });
      return { added: 0, closed: true };
    },
    'conversations.page': () => ({ conversations: [], next: null }),
    'conversations.triage': (wish: Argument<'conversations.triage'>) => fake.decide(wish.conversationId, wish),
    ...decisionHandlers(fake),
    'messages.versions': () => [],
    'messages.edit': ({ messageId, clientId, text }: { messageId: number; clientId: string; text: string }) =>
      fake.queueChange(clientId, 'edit', messageId, { text }),
    'messages.remove': ({ messageId, clientId, forAll }: { messageId: number; clientId: string; forAll: boolean }) =>
      fake.queueChange(clientId, 'delete', messageId, { forAll }),
    'managed.list': () => [],
    'managed.create': ({ values }: { values: Record<string, string> }) => ({
      id: 'new',
      title: values['name'] ?? 'New',
      detail: '',
      values,
    }),
    'managed.update': ({ itemId, values }: { itemId: string; values: Record<string, string> }) => ({
      id: itemId,
      title: values['name'] ?? itemId,
      detail: '',
      values,
    }),
    'managed.remove': () => null,
    'managed.reveal': () => 'opensesame',
    'data.state': () => fake.data,
    'data.measure': () => null,
    'data.export': () => true,
    'data.import': () => true,
    'data.continue': () => null,
    'data.cancel': () => null,
    'data.dismiss': () => {
      fake.setData({ job: null });
      return null;
    },
    'data.showExport': () => null,
    'data.countOutdated': () => ({ messages: 0, oldest: null }),
    'data.setRetention': ({ accountId, days }: { accountId: string; days: number | null }) => {
      const { [accountId]: _before, ...others } = fake.data.keepDays;
      fake.setData({ keepDays: days === null ? others : { ...others, [accountId]: days } });
      return null;
    },
    'rehearsal.start': () => (fake.start.rehearsal = { ...fake.start.rehearsal, running: true, accountIds: ['rehearsal'] }),
    'rehearsal.stop': () => (fake.start.rehearsal = { ...fake.start.rehearsal, running: false, accountIds: [] }),
    'rehearsal.setFault': ({ id }: { id: string | null }) => (fake.start.rehearsal = { ...fake.start.rehearsal, activeFault: id }),
  };
}
