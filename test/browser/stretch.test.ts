/** A conversation read anywhere in its history: both ways, around a message, from a day on; and never with a hole in it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Argument } from '../../preload/contract/api.ts';
import type { Message } from '../../preload/contract/domain.ts';
import { mostHeld, OpenConversation } from '../../renderer/lib/state/conversation.svelte.ts';
import { FakeParley } from './support/fake-parley.ts';
import { pageOf } from './support/pages.ts';
import { conversation, day, hour, message, minute } from './support/samples.ts';
import { settled } from './support/settled.ts';
import { show } from './support/show.ts';

const scroller = page.getByRole('region', { name: /^Messages in / });
const newest = page.getByRole('button', { name: 'Jump to the newest message' });

/** Lines of one and of several rows, a minute apart, the last one just said. */
function script(count: number): Message[] {
  return Array.from({ length: count }, (_, index) =>
    message({
      id: index + 1,
      sentAt: Date.now() - (count - index) * minute,
      text: `Line ${index + 1} says ${'and more words '.repeat(index % 9)}`,
    }),
  );
}

const line = (number: number) => scroller.getByText(new RegExp(`^Line ${number} `));

/** Where a line stands on screen, px; null when it is not drawn. */
const topOf = (number: number) => line(number).elements()[0]?.getBoundingClientRect().top ?? null;

/** The number of a line in the middle of the window. */
function inSight(): number {
  const rows = [...scroller.element().querySelectorAll<HTMLElement>('[data-row^="message-"]')];
  const row = rows.find((element) => element.getBoundingClientRect().top > 250);
  return Number(row?.dataset['row']?.replace('message-', ''));
}

function numbersOf(messages: readonly Message[]): number[] {
  return messages.map(({ id }) => id);
}

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({
    conversations: [
      conversation({ id: 1, title: 'Harbour', lastMessage: { author: 'Ana', text: 'x', sentAt: Date.now(), mine: false } }),
      conversation({ id: 2, title: 'Elsewhere' }),
    ],
  });
});

async function showAround(id: number, count = 400) {
  fake.addMessages(...script(count));
  const session = await show(fake);
  await expect.element(line(count)).toBeVisible();
  fake.emit({ type: 'navigate', to: { conversationId: 1, messageId: id } });
  await expect.element(line(id)).toBeInViewport();
  await settled();
  return session;
}

describe('far back', () => {
  test('a message is gone to in one step, and reading on leads to the newest end', async () => {
    const session = await showAround(120);
    expect(fake.argumentsOf('messages.page').slice(1)).toEqual([{ conversationId: 1, at: { around: 120 }, limit: 60 }]);
    await expect.element(newest).toBeVisible();
    for (let step = 0; step < 40 && session.open?.hasNewer; step += 1) {
      scroller.element().scrollTop += 1600;
      await settled();
    }
    expect(numbersOf(session.open!.messages)).toEqual(upTo(session.open!.messages[0]!.id, 400));
    scroller.element().scrollTop = scroller.element().scrollHeight;
    await expect.element(line(400)).toBeInViewport();
    await expect.element(newest).not.toBeInTheDocument();
  });

  test('what comes in at either end moves nothing that is on screen', async () => {
    const { open } = await showAround(200);
    for (const place of [() => 300, (height: number) => height - 1000]) {
      const release = fake.hold('messages.page');
      const asked = fake.argumentsOf('messages.page').length;
      scroller.element().scrollTop = place(scroller.element().scrollHeight);
      await expect.poll(() => fake.argumentsOf('messages.page').length).toBeGreaterThan(asked);
      await settled();
      const shown = inSight();
      const before = topOf(shown)!;
      const held = open!.messages.length;
      release();
      await expect.poll(() => open!.messages.length).toBeGreaterThan(held);
      await settled();
      await expect.poll(() => Math.abs((topOf(shown) ?? Infinity) - before)).toBeLessThan(3);
    }
  });

  test('messages that arrive tear no hole: they are counted, and jumped to', async () => {
    const session = await showAround(120);
    const before = session.open!.messages;
    const at = topOf(120)!;
    for (const id of [501, 502]) fake.receive(message({ id, text: `Arrived ${id}`, sentAt: Date.now(), unread: true }));
    const pill = page.getByRole('button', { name: '2 new messages' });
    await expect.element(pill).toBeVisible();
    expect(session.open!.messages).toEqual(before);
    expect(Math.abs(topOf(120)! - at)).toBeLessThan(3);
    expect(fake.argumentsOf('conversations.markRead')).toEqual([]);
    await pill.click();
    await expect.element(scroller.getByText('Arrived 502')).toBeInViewport();
    await expect.element(pill).not.toBeInTheDocument();
    expect(numbersOf(session.open!.messages).slice(-4)).toEqual([399, 400, 501, 502]);
  });

  test('what arrives while the newest page is on its way is there too', async () => {
    const session = await showAround(120);
    const { promise, resolve } = Promise.withResolvers<void>();
    const stored = [...fake.messages.get(1)!];
    fake.on('messages.page', async () => {
      // Read before the message came, answered after it.
      await promise;
      return { messages: stored.slice(-60), anchorId: null, outbox: [], gaps: [], hasOlder: true, hasNewer: false };
    });
    await newest.click();
    fake.receive(message({ id: 501, text: 'Just in time', sentAt: Date.now(), unread: true }));
    resolve();
    await expect.element(scroller.getByText('Just in time')).toBeInViewport();
    expect(session.open!.hasNewer).toBe(false);
  });

  test('sending goes to the newest end', async () => {
    await showAround(120);
    await page.getByRole('textbox', { name: /^Message to/ }).fill('Back again');
    await userEvent.keyboard('{Enter}');
    await expect.element(scroller.getByText('Back again')).toBeInViewport();
    await expect.element(line(400)).toBeInViewport();
  });

  test('a notification that opens another conversation shows its message at once, pointed out, and marks nothing as read', async () => {
    fake.addMessages(...script(400).map((one) => ({ ...one, conversationId: 2, id: one.id + 1000 })));
    fake.updateConversation(2, { unread: 3 });
    await show(fake);
    fake.emit({ type: 'navigate', to: { conversationId: 2, messageId: 1120 } });
    await expect.element(line(120)).toBeInViewport();
    await expect.element(scroller.getByRole('article', { name: /Line 120 / })).toHaveClass(/highlighted/);
    expect(fake.argumentsOf('messages.page').at(-1)).toMatchObject({ conversationId: 2, at: { around: 1120 } });
    await expect.element(page.getByRole('button', { name: '3 new messages' })).toBeVisible();
    expect(fake.argumentsOf('conversations.markRead')).toEqual([]);
  });

  test('a message that is gone is said so, and the newest are shown', async () => {
    fake.addMessages(...script(80).map((one) => ({ ...one, conversationId: 2, id: one.id + 1000 })));
    await show(fake);
    fake.failNext('messages.page', 'This message is no longer on this computer.', 'not-found');
    fake.emit({ type: 'navigate', to: { conversationId: 2, messageId: 77 } });
    await expect.element(page.getByText('This message is no longer on this computer.')).toBeVisible();
    await expect.element(line(80)).toBeInViewport();
  });
});

test('however far one reads, only so many messages are held, without a hole', async () => {
  fake.addMessages(...script(mostHeld + 500));
  window.parley = fake.api;
  const open = new OpenConversation(1, true, () => undefined);
  await open.load();
  const whole = () => numbersOf(open.messages).every((id, index, ids) => index === 0 || id === ids[index - 1]! + 1);
  while (open.hasOlder) await open.loadOlder(false);
  expect([open.messages.length, open.messages[0]!.id, open.hasNewer, whole()]).toEqual([mostHeld, 1, true, true]);
  while (open.hasNewer) await open.loadNewer();
  expect([open.messages.length, open.messages.at(-1)!.id, open.hasOlder, whole()]).toEqual([mostHeld, mostHeld + 500, true, true]);
  open.apply([{ type: 'upsert', object: 'message', value: message({ id: 9000, sentAt: Date.now() }) }]);
  expect([open.messages.length, open.hasNewer], 'away from the newest end, more is not held').toEqual([mostHeld, true]);
});

/** The list reads on by itself, too: what it has under way is let come. */
async function inTurn(load: () => Promise<void>): Promise<void> {
  await load();
  await new Promise(requestAnimationFrame);
}

test('what is dropped at the far end moves nothing that is on screen', async () => {
  // Large pages reach that length in few steps.
  fake.on('messages.page', (argument: Argument<'messages.page'>) => pageOf(fake, { ...argument, limit: 500 }));
  const { open } = await showAround(60, mostHeld + 400);
  while (open!.messages.length < mostHeld - 500) await inTurn(() => open!.loadNewer());
  scroller.element().scrollTop = scroller.element().scrollHeight / 2;
  await settled();
  const shown = inSight();
  const before = topOf(shown)!;
  const [first] = open!.messages;
  while (open!.messages[0] === first) await inTurn(() => open!.loadNewer());
  await settled();
  await expect.poll(() => Math.abs((topOf(shown) ?? Infinity) - before)).toBeLessThan(3);
  const last = open!.messages.at(-1);
  while (open!.messages.at(-1) === last) await inTurn(() => open!.loadOlder(false));
  await settled();
  await expect.poll(() => Math.abs((topOf(shown) ?? Infinity) - before)).toBeLessThan(3);
});

describe('going to a date', () => {
  const field = page.getByRole('dialog', { name: 'Go to date' }).getByLabelText('Day');
  const noon = new Date().setHours(12, 0, 0, 0);
  const dateOf = (time: number) => new Date(time - new Date(time).getTimezoneOffset() * minute).toISOString().slice(0, 10);

  async function goTo(date: string) {
    await page.getByRole('button', { name: 'Conversation actions' }).click();
    await page.getByRole('menuitem', { name: 'Go to date…' }).click();
    await expect.element(field).toHaveFocus();
    await field.fill(date);
    await userEvent.keyboard('{Enter}');
    await expect.element(field).not.toBeInTheDocument();
  }

  beforeEach(async () => {
    // Fifty messages a day, every third day.
    const messages = upTo(1, 500).map((id) =>
      message({ id, text: `Line ${id} said`, sentAt: noon - (10 - Math.ceil(id / 50)) * 3 * day - (49 - ((id - 1) % 50)) * minute - hour }),
    );
    fake.addMessages(...messages);
    await show(fake);
    await expect.element(line(500)).toBeVisible();
  });

  test('shows the first message of that day, at the upper edge', async () => {
    await goTo(dateOf(noon - 12 * day));
    await expect.element(line(251)).toBeInViewport();
    await settled();
    const frame = scroller.element().getBoundingClientRect();
    expect(topOf(251)! - frame.top).toBeLessThan(120);
    await expect.element(page.getByText(/There are no messages of/)).not.toBeInTheDocument();
    await expect.element(scroller).toHaveFocus();
  });

  test('a day without messages leads to the next that has some, and says so', async () => {
    await goTo(dateOf(noon - 13 * day));
    await expect.element(page.getByText(/^There are no messages of .*\. The next message is of .*\.$/)).toBeVisible();
    await expect.element(line(251)).toBeInViewport();
  });

  test('no day is asked for again; G asks for one too', async () => {
    await scroller.click();
    await userEvent.keyboard('g');
    await expect.element(field).toHaveFocus();
    await field.fill('');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Fill in day, month and year.')).toBeVisible();
    await page.getByRole('button', { name: 'First message' }).click();
    await expect.element(line(1)).toBeInViewport();
  });
});
