/** The message list: what is read out, what stays in place, and what counts as read. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, day, hour, message, minute, outboxItem } from './support/samples.ts';
import { settled } from './support/settled.ts';
import { show } from './support/show.ts';

const pane = page.getByRole('region', { name: /^Conversation / });
const scroller = page.getByRole('region', { name: /^Messages in / });
const messages = () => scroller.element().querySelectorAll('ol > li');

function script(count: number, part: (index: number) => Partial<Parameters<typeof message>[0]> = () => ({})) {
  return Array.from({ length: count }, (_, index) =>
    message({
      id: index + 1,
      sentAt: Date.now() - (count - index) * 10 * minute,
      text: `Line ${index + 1} says ${'and more words '.repeat(index % 9)}`,
      ...part(index),
    }),
  );
}

/** What a screen reader gets of an element. */
function heardText(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
  const texts: string[] = [];
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
  return texts.filter(Boolean).join(' ');
}

function scrollState() {
  const { scrollTop, scrollHeight, clientHeight } = scroller.element();
  return { scrollTop, fromEnd: scrollHeight - scrollTop - clientHeight };
}

async function scrollTo(top: number): Promise<void> {
  scroller.element().scrollTop = top;
  await settled();
}

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({
    conversations: [
      conversation({ id: 1, title: 'CHAPI sandbox', lastMessage: { author: 'Ana', text: 'x', sentAt: Date.now(), mine: false } }),
    ],
  });
});

describe('reading', () => {
  test('what a first read brings is shown from its newest message on', async () => {
    fake.updateConversation(1, { caughtUpAt: null, lastMessage: null, historyComplete: false });
    await show(fake);
    await expect.element(scroller).toBeVisible();
    const lines = script(60);
    fake.addMessages(...lines);
    fake.emit(...lines.map((value) => ({ type: 'upsert' as const, object: 'message' as const, value })));
    await settled();
    await expect.poll(() => scrollState().fromEnd).toBeLessThan(2);
    await expect.element(scroller.getByText(/^Line 60 /)).toBeInViewport();
  });

  test('each message is one list item: sender, text, time', async () => {
    fake.addMessages(
      message({ id: 1, authorName: 'Ana Ferreira', text: 'First', sentAt: Date.now() - 10 * minute }),
      message({ id: 2, authorName: 'Ana Ferreira', text: 'Second, same author', sentAt: Date.now() - 9 * minute }),
      message({ id: 3, authorId: 'me', authorName: 'Chapi', text: 'Mine', mine: true, sentAt: Date.now() - 8 * minute }),
    );
    await show(fake);
    await expect.element(scroller.getByText('Mine')).toBeVisible();
    const heard = [...messages()].map(heardText);
    expect(heard).toContainEqual(expect.stringMatching(/^Ana Ferreira First \d{1,2}[:.]\d\d/));
    expect(heard).toContainEqual(expect.stringMatching(/^Ana Ferreira Second, same author \d{1,2}[:.]\d\d/));
    expect(heard).toContainEqual(expect.stringMatching(/^You Mine \d{1,2}[:.]\d\d.* Delivered$/));
  });

  test('days, the unread divider and the beginning of history have their rows', async () => {
    fake.addMessages(
      message({ id: 1, sentAt: Date.now() - day }),
      message({ id: 2, sentAt: Date.now() - minute }),
      message({ id: 3, sentAt: Date.now(), unread: true }),
    );
    await show(fake);
    await expect.element(scroller.getByText('This is as far back as 8x8 gives.')).toBeVisible();
    await expect.element(scroller.getByText('Yesterday')).toBeVisible();
    await expect.element(scroller.getByText('Today')).toBeVisible();
    await expect.element(scroller.getByText('New', { exact: true })).toBeVisible();
  });

  test('the header says how fresh the conversation is, the bar why it is not', async () => {
    await show(fake);
    await expect.element(pane.getByText(/^Caught up to \d/)).toBeVisible();
    fake.updateConversation(1, { trouble: '8x8 answered with a web page.' });
    await expect.element(pane.getByText('8x8 answered with a web page.')).toBeVisible();
  });

  test('a page that cannot be read says why and can be tried again', async () => {
    fake.addMessages(message({ id: 1, text: 'Here after all' }));
    fake.failNext('messages.page', 'The disk did not answer.', 'storage');
    await show(fake);
    await expect.element(pane.getByRole('alert')).toMatchTextContent(/The disk did not answer\./);
    await pane.getByRole('button', { name: 'Try again' }).click();
    await expect.element(scroller.getByText('Here after all')).toBeVisible();
  });

  test('changes that overtake the first page are not lost', async () => {
    const release = fake.hold('messages.page');
    await show(fake);
    await expect.element(pane.getByText('Loading messages')).toBeInTheDocument();
    fake.emit({ type: 'upsert', object: 'message', value: message({ id: 7, text: 'Faster than the page', sentAt: Date.now() }) });
    release();
    await expect.element(scroller.getByText('Faster than the page')).toBeVisible();
  });
});

describe('read and unread', () => {
  const unread = { id: 1, text: 'Unread', unread: true, sentAt: Date.now() };

  test('a conversation that opened by itself is not read until the user is in it', async () => {
    fake.addMessages(message(unread));
    fake.replaceConversation({ ...fake.conversation(1), unread: 1 });
    await show(fake);
    await expect.element(scroller.getByText('Unread')).toBeVisible();
    expect(fake.argumentsOf('conversations.markRead')).toEqual([]);
    await scroller.click();
    await expect.poll(() => fake.argumentsOf('conversations.markRead')).toEqual([{ conversationId: 1 }]);
  });

  test('focus follows the open conversation', async () => {
    fake.start.conversations.push(conversation({ id: 2, title: 'Other' }));
    const session = await show(fake);
    await page.getByRole('button', { name: /^Other/ }).click();
    await expect.poll(() => fake.argumentsOf('conversations.focus')).toEqual([{ conversationId: 1 }, { conversationId: 2 }]);
    fake.emit({ type: 'delete', object: 'conversation', id: 2 });
    await expect.element(page.getByText('Pick a conversation')).toBeVisible();
    expect(session.open).toBeNull();
    expect(fake.argumentsOf('conversations.focus').at(-1)).toEqual({ conversationId: null });
  });
});

describe('scrolling', () => {
  test('opens at the newest message and follows new ones while it is in sight', async () => {
    fake.addMessages(...script(80));
    await show(fake);
    await expect.element(scroller.getByText(/^Line 80 /)).toBeVisible();
    await settled();
    expect(scrollState().fromEnd).toBeLessThan(4);
    expect(messages().length).toBeLessThan(50);
    fake.receive(message({ id: 500, text: 'Brand new', sentAt: Date.now() }));
    await expect.element(scroller.getByText('Brand new')).toBeVisible();
    await settled();
    expect(scrollState().fromEnd).toBeLessThan(4);
  });

  test('older pages come in without moving what is on screen', async () => {
    fake.addMessages(...script(300));
    await show(fake);
    await expect.element(scroller.getByText(/^Line 300 /)).toBeVisible();
    await settled();
    const pagesBefore = fake.argumentsOf('messages.page').length;
    const release = fake.hold('messages.page');
    await scrollTo(500);
    await expect.poll(() => fake.argumentsOf('messages.page').length).toBe(pagesBefore + 1);
    const top = scroller.element().getBoundingClientRect().top;
    const anchor = [...messages()].find((item) => item.getBoundingClientRect().top > top + 40 && item.textContent?.includes('Line '));
    const text = anchor?.querySelector('.text')?.textContent ?? '';
    const before = anchor?.getBoundingClientRect().top ?? 0;
    release();
    await settled();
    const after = [...messages()].find((item) => item.querySelector('.text')?.textContent === text)?.getBoundingClientRect().top;
    expect(after).toBeDefined();
    expect(Math.abs((after ?? 0) - before)).toBeLessThan(3);
    expect(scrollState().scrollTop).toBeGreaterThan(1000);
  });

  test('away from the bottom, new messages are counted instead of followed', async () => {
    fake.addMessages(...script(80));
    await show(fake);
    await expect.element(scroller.getByText(/^Line 80 /)).toBeVisible();
    await settled();
    await scrollTo(600);
    const { scrollTop } = scrollState();
    fake.receive(message({ id: 501, text: 'One', sentAt: Date.now(), unread: true }));
    fake.receive(message({ id: 502, text: 'Two', sentAt: Date.now(), unread: true }));
    const pill = page.getByRole('button', { name: '2 new messages' });
    await expect.element(pill).toBeVisible();
    expect(Math.abs(scrollState().scrollTop - scrollTop)).toBeLessThan(3);
    await pill.click();
    await expect.element(scroller.getByText('Two', { exact: true })).toBeVisible();
    await expect.element(pill).not.toBeInTheDocument();
    await expect.element(scroller.getByText('New', { exact: true })).toBeVisible();
  });

  test('opens at the first unread message when there are many', async () => {
    fake.addMessages(...script(50, (index) => ({ unread: index >= 15 })));
    fake.replaceConversation({ ...fake.conversation(1), unread: 35 });
    await show(fake);
    await expect.element(scroller.getByText('New', { exact: true })).toBeVisible();
    await settled();
    await expect.element(scroller.getByText(/^Line 16 /)).toBeInViewport();
    expect(scrollState().fromEnd).toBeGreaterThan(200);
    await expect.element(page.getByRole('button', { name: '35 new messages' })).toBeVisible();
  });

  test('history the service still has is fetched on request, and its end is named', async () => {
    fake.replaceConversation({ ...fake.conversation(1), historyComplete: false });
    fake.addMessages(message({ id: 10, text: 'Newest', sentAt: Date.now() }));
    fake.older.set(1, [message({ id: 2, text: 'From long ago', sentAt: Date.now() - 30 * day })]);
    await show(fake);
    fake.failNext('conversations.loadOlder', '8x8 could not be reached.', 'provider');
    await scroller.getByRole('button', { name: 'Load older messages' }).click();
    await expect.element(scroller.getByRole('alert')).toMatchTextContent(/8x8 could not be reached\./);
    await scroller.getByRole('button', { name: 'Try again' }).click();
    await expect.element(scroller.getByText('From long ago')).toBeVisible();
    await expect.element(scroller.getByText('This is as far back as 8x8 gives.')).toBeVisible();
  });

  test('a notification leads to its message, however far back it is', async () => {
    fake.addMessages(...script(400));
    await show(fake);
    await expect.element(scroller.getByText(/^Line 400 /)).toBeVisible();
    fake.emit({ type: 'navigate', to: { conversationId: 1, messageId: 12 } });
    await expect.element(scroller.getByText(/^Line 12 /)).toBeInViewport();
  });
});

test('new messages are announced politely: here in full, elsewhere by name', async () => {
  fake.start.conversations.push(conversation({ id: 2, title: 'Other' }));
  await show(fake);
  await expect.element(scroller).toBeVisible();
  fake.receive(message({ id: 31, text: 'Hello there', unread: true, sentAt: Date.now() }));
  const live = page.getByTestId('announcements');
  await expect.element(live).toMatchTextContent(/Ana Ferreira: Hello there/);
  await expect.element(live).toHaveAttribute('aria-live', 'polite');
  fake.receive(message({ id: 32, conversationId: 2, text: 'Psst', unread: true, sentAt: Date.now() }));
  await expect.element(live).toMatchTextContent(/New message from Ana Ferreira in Other/);
});

test('a narrow window shows list or conversation, with a way back', async () => {
  fake.addMessages(message({ id: 1, text: 'Hi' }));
  const session = await show(fake, [480, 800]);
  const list = page.getByRole('navigation', { name: 'Inbox' });
  await expect.element(list).toBeVisible();
  expect(session.open).toBeNull();
  await list.getByRole('button', { name: /^CHAPI sandbox/ }).click();
  await expect.element(list).not.toBeInTheDocument();
  await expect.element(scroller.getByText('Hi')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480);
  await page.getByRole('button', { name: 'Back to the inbox' }).click();
  await expect.element(list.getByRole('button', { name: /^CHAPI sandbox/ })).toHaveFocus();
  await expect.element(pane).not.toBeInTheDocument();
});

test('back from a conversation far down, the narrow list is where it was', async () => {
  fake.start.conversations = Array.from({ length: 300 }, (_, index) => conversation({ id: index + 1, title: `Room ${index + 1}` }));
  fake.start.navigateTo = { conversationId: 250, messageId: null };
  await show(fake, [480, 800]);
  await page.getByRole('button', { name: 'Back to the inbox' }).click();
  await expect.element(page.getByRole('button', { name: /^Room 250/ })).toBeInViewport();
});

test('scrolled up, what waits to be sent does not pull the user down', async () => {
  fake.addMessages(...script(80));
  fake.outbox.set(1, [outboxItem({ text: 'Waiting' })]);
  await show(fake);
  await expect.element(scroller.getByText('Waiting', { exact: true })).toBeVisible();
  await settled();
  await scrollTo(700);
  const { scrollTop } = scrollState();
  fake.updateOutbox(outboxItem({ text: 'Waiting', reason: 'Still offline.' }));
  await settled();
  expect(Math.abs(scrollState().scrollTop - scrollTop)).toBeLessThan(3);
  await page.getByRole('textbox', { name: /^Message to/ }).fill('Another');
  await userEvent.keyboard('{Enter}');
  await expect.element(scroller.getByText('Another', { exact: true })).toBeInViewport();
});

test('forgetting a conversation asks first', async () => {
  fake.addMessages(message({ id: 1, sentAt: Date.now() - hour }));
  await show(fake);
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await page.getByRole('menuitem', { name: /Forget this room/ }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Forget “CHAPI sandbox”?' });
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(fake.argumentsOf('conversations.remove')).toEqual([]);
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await page.getByRole('menuitem', { name: /Forget this room/ }).click();
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect.poll(() => fake.argumentsOf('conversations.remove')).toEqual([{ conversationId: 1 }]);
  await expect.element(page.getByText('“CHAPI sandbox” was forgotten on this computer.')).toBeVisible();
});
