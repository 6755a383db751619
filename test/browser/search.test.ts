/** The search screen: from the first letter to a message in its place, and back. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SearchPage } from '../../preload/contract/search.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, day, message, minute, outboxItem } from './support/samples.ts';
import { show } from './support/show.ts';

const pane = page.getByRole('region', { name: 'Search' });
const field = page.getByRole('combobox', { name: 'Search all messages' });
const results = pane.getByRole('listbox', { name: 'What was found' });
const options = results.getByRole('option');
const scroller = page.getByRole('region', { name: /^Messages in / });
const status = pane.getByRole('status');

let fake: FakeParley;

/** Every tenth of 300 messages of “Harbour” speaks of the lantern, two a day. */
beforeEach(() => {
  fake = new FakeParley({
    conversations: [
      conversation({ id: 1, title: 'Office', lastMessage: { author: 'Jo', text: 'x', sentAt: Date.now(), mine: false } }),
      conversation({ id: 2, title: 'Harbour' }),
    ],
  });
  fake.addMessages(message({ id: 1, text: 'Nothing of the kind', authorId: 'jo', authorName: 'Jo Lamp' }));
  fake.addMessages(
    ...Array.from({ length: 300 }, (_, index) =>
      message({
        id: 1000 + index,
        conversationId: 2,
        text: index % 10 === 0 ? `Round ${index}: the lantern is lit` : `Round ${index}: nothing to see`,
        sentAt: Date.now() - (300 - index) * 0.05 * day,
      }),
    ),
  );
});

async function open() {
  await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  await expect.element(field).toHaveFocus();
}

async function search(query: string) {
  const session = await show(fake);
  await expect.element(scroller).toBeVisible();
  await open();
  await field.fill(query);
  return session;
}

describe('asking', () => {
  test('before anything is typed, it says what can be searched for; an example is asked by choosing it', async () => {
    await show(fake);
    await expect.element(scroller).toBeVisible();
    await open();
    // By now all words are being read.
    expect(fake.argumentsOf('search.wake')).toHaveLength(1);
    await expect.element(pane.getByText('from:ana')).toBeVisible();
    await pane.getByRole('button', { name: /^invoice -draft/ }).click();
    await expect.element(field).toHaveValue('invoice -draft');
    await expect.element(field).toHaveFocus();
    await expect
      .poll(() => fake.argumentsOf('search.page'))
      .toMatchObject([{ query: 'invoice -draft', order: 'newest', continueAt: null }]);
  });

  test('typing finds, marks what was searched for, and counts', async () => {
    await search('lantern');
    await expect.element(status).toMatchTextContent(/^30 messages$/);
    await expect.element(options.first()).toMatchTextContent(/Ana Ferreira .*in .*Harbour .*Round 290: the lantern is lit$/s);
    expect(options.first().element().querySelector('mark')?.textContent).toBe('lantern');
    await field.fill('lamp');
    await expect.element(options).toMatchTextContent(/Jo Lamp/);
    expect(options.element().querySelector('mark')?.textContent).toBe('Lamp');
    await expect.element(status).toMatchTextContent(/^1 message$/);
  });

  test('the box above the conversations filters their names at once, and searches with Enter', async () => {
    await show(fake);
    await page.getByRole('textbox', { name: /^Filter conversations/ }).fill('lantern');
    await expect.element(page.getByText('Nothing has that name')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Search messages for “lantern”' })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveValue('lantern');
    await expect.element(options.first()).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Harbour/ })).toBeVisible();
  });

  test('operators and their values are offered as they are typed', async () => {
    await search('lantern fr');
    const offered = page.getByRole('listbox', { name: 'Ways to narrow the search' }).getByRole('option');
    await expect.element(offered).toMatchTextContent(/^from: Written by somebody$/);
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(field).toHaveAttribute('aria-activedescendant', offered.element().id);
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveValue('lantern from:');
    await expect.element(offered.first()).toMatchTextContent(/^from:"Jo Lamp"$/);
    await userEvent.keyboard('{ArrowDown}{Tab}');
    await expect.element(field).toHaveValue('lantern from:"Jo Lamp" ');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('is:');
    await expect.element(offered.nth(0)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(offered).not.toBeInTheDocument();
    await expect.element(pane).toBeVisible();
  });

  test('what was searched for before is offered again, for as long as the window is open', async () => {
    await search('lantern');
    await expect.element(options.first()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(options.first()).toHaveFocus();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await pane.getByRole('button', { name: 'lantern' }).click();
    await expect.element(field).toHaveValue('lantern');
    await expect.element(options.first()).toBeVisible();
  });

  test('a menu of the conversation narrows the search to it', async () => {
    await show(fake);
    await page.getByRole('button', { name: 'Conversation actions' }).click();
    await page.getByRole('menuitem', { name: 'Search in here…' }).click();
    await expect.element(field).toHaveValue('in:Office ');
    await expect.element(field).toHaveFocus();
  });
});

describe('answers', () => {
  const answer = (text: string): SearchPage => ({
    hits: [{ message: message({ id: 77, text }), inText: [], inAuthor: [] }],
    unsent: [],
    ignored: [],
    indexing: false,
    next: null,
  });

  test('to an older question never take the place of those to a newer one', async () => {
    const first = Promise.withResolvers<void>();
    fake.on('search.page', async ({ query }: { query: string }) => {
      if (query === 'slow') await first.promise;
      return answer(`Found for ${query}`);
    });
    await search('slow');
    await expect.poll(() => fake.argumentsOf('search.page')).toHaveLength(1);
    await field.fill('quick');
    await expect.element(results.getByText('Found for quick')).toBeVisible();
    first.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect.element(results.getByText('Found for quick')).toBeVisible();
    expect(options.elements()).toHaveLength(1);
  });

  test('that take long are waited for in words; what was found before stays until then', async () => {
    await search('lantern');
    await expect.element(options.first()).toBeVisible();
    const release = fake.hold('search.page');
    await field.fill('lantern lit');
    await expect.element(status).toMatchTextContent('Searching…');
    await expect.element(options.first()).toBeVisible();
    release();
    await expect.element(status).toMatchTextContent(/^30 messages$/);
  });

  test('go on while one scrolls', async () => {
    await search('round');
    await expect.element(status).toMatchTextContent(/^300 messages$/);
    for (let step = 0; step < 30 && fake.argumentsOf('search.page').length < 7; step += 1) {
      results.element().scrollTop = results.element().scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await expect.element(results.getByText('Round 0: the lantern is lit')).toBeVisible();
    await expect.element(results.getByText('That is all on this computer.')).toBeVisible();
    const asked = fake.argumentsOf('search.page') as { continueAt: string | null }[];
    expect(asked.map(({ continueAt }) => continueAt)).toEqual([null, '50', '100', '150', '200', '250']);
  });

  test('stand under their time when the newest come first, and in an order of their own when the best do', async () => {
    await search('lantern');
    await expect.element(results.getByText('Yesterday', { exact: true }).first()).toBeVisible();
    await pane.getByRole('button', { name: 'Best first' }).click();
    await expect.poll(() => fake.argumentsOf('search.page').at(-1)).toMatchObject({ query: 'lantern', order: 'best' });
    await expect.poll(() => results.element().querySelector('.heading')).toBeNull();
  });

  test('more than can be counted are not called a number of messages', async () => {
    fake.on('search.count', () => ({ count: 10_000, more: true }));
    await search('round');
    await expect.element(status).toMatchTextContent('More than 10,000 messages');
  });

  test('say what of the question was not followed', async () => {
    await search('lantern nonsense:x');
    await expect.element(pane.getByText('“nonsense:” is no operator: it was searched for as a word.')).toBeVisible();
    await expect.element(pane.getByText('nonsense:x')).toBeVisible();
  });

  test('none: says what to try, and what Parley has not read', async () => {
    fake.updateConversation(2, { historyComplete: false, gaps: 1 });
    fake.updateConversation(1, { caughtUpAt: null });
    const session = await search('from:jo "no such thing"');
    await expect.element(pane.getByText('Nothing was found')).toBeVisible();
    await expect.element(status).toMatchTextContent('Nothing found');
    await expect
      .element(
        pane.getByText(
          /1 conversation was not read yet, older messages of 1 conversation are still at the service and messages may be missing in 1 conversation\.$/,
        ),
      )
      .toBeVisible();
    await pane.getByRole('button', { name: 'How to search' }).last().click();
    await expect.element(pane.getByText('from:ana')).toBeVisible();
    expect(session.search.query).toBe('from:jo "no such thing"');
  });

  test('with operators alone in the way, the words are searched for without them', async () => {
    await search('lantern in:"Nowhere at all"');
    await pane.getByRole('button', { name: 'Search for “lantern”' }).click();
    await expect.element(field).toHaveValue('lantern');
    await expect.element(options.first()).toBeVisible();
  });

  test('that fail say why, and can be asked for again', async () => {
    fake.failNext('search.page', 'The database did not answer.', 'storage');
    await search('lantern');
    await expect.element(pane.getByRole('alert')).toMatchTextContent(/The database did not answer\./);
    await pane.getByRole('button', { name: 'Try again' }).click();
    await expect.element(options.first()).toBeVisible();
  });

  test('that are superseded in main are no failure', async () => {
    fake.failNext('search.page', 'Something newer was searched for.', 'superseded');
    await search('lantern');
    await expect.poll(() => fake.argumentsOf('search.page')).toHaveLength(1);
    await expect.element(pane.getByRole('alert')).not.toBeInTheDocument();
  });
});

describe('a result', () => {
  test('opens in its place by keyboard, pointed out; Escape leads back to everything as it was', async () => {
    await search('lantern');
    await expect.element(options.first()).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(options.first()).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{PageDown}');
    const chosen = () => document.activeElement?.getAttribute('data-result');
    await expect.poll(() => Number(chosen())).toBeGreaterThan(5);
    const index = chosen();
    const text = /Round \d+: the lantern is lit/.exec(document.activeElement!.textContent ?? '')![0];
    const { scrollTop } = results.element();
    await userEvent.keyboard('{Enter}');
    const row = scroller.getByRole('article', { name: new RegExp(text) });
    await expect.element(row).toBeInViewport();
    await expect.element(row).toHaveFocus();
    await expect.element(row).toHaveClass(/highlighted/);
    expect(fake.argumentsOf('messages.page').at(-1)).toMatchObject({ conversationId: 2, at: { around: expect.any(Number) as number } });
    await expect.element(page.getByRole('button', { name: /^Back to what was found for “lantern”/ })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(chosen).toBe(index);
    expect(results.element().scrollTop).toBe(scrollTop);
    expect(fake.argumentsOf('search.page')).toHaveLength(1);
    await userEvent.keyboard('{Escape}');
    await expect.element(pane).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: /^Message to Harbour/ })).toHaveFocus();
  });

  test('that is gone from the conversation goes from the results', async () => {
    await search('lantern');
    await expect.element(results.getByText('Round 290: the lantern is lit')).toBeVisible();
    fake.emit({ type: 'delete', object: 'message', id: 1290 });
    await expect.element(results.getByText('Round 290: the lantern is lit')).not.toBeInTheDocument();
  });

  test('that was never delivered is shown with the rest, and leads to where it waits', async () => {
    const stuck = outboxItem({ id: 'stuck', conversationId: 2, text: 'Did not leave', state: 'failed' });
    fake.start.stuck = [stuck];
    fake.outbox.set(2, [stuck]);
    await search('is:failed');
    await expect.element(options).toMatchTextContent(/You in .*Harbour.*Not delivered: Did not leave$/s);
    await options.click();
    await expect.element(scroller.getByText('Did not leave')).toBeInViewport();
  });

  test('nothing is read while the search covers it', async () => {
    await show(fake);
    await scroller.click();
    await open();
    fake.receive(message({ id: 50, text: 'Behind the search', unread: true, sentAt: Date.now() }));
    await expect.poll(() => fake.argumentsOf('conversations.markRead')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => fake.argumentsOf('conversations.markRead')).toEqual([{ conversationId: 1 }]);
  });
});

test('a narrow window shows the search alone, with a way out and a way back', async () => {
  fake.start.conversations.push(conversation({ id: 3, title: `${'חיפה '.repeat(30)}` }));
  fake.addMessages(
    message({ id: 5, conversationId: 3, text: 'שלום lantern', authorName: 'מיכל '.repeat(20), sentAt: Date.now() - minute }),
  );
  await show(fake, [480, 800]);
  await page.getByRole('textbox', { name: /^Filter conversations/ }).fill('lantern');
  await userEvent.keyboard('{Enter}');
  await expect.element(options.first()).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480);
  expect(results.element().scrollWidth).toBeLessThanOrEqual(480);
  await expect.element(page.getByRole('navigation', { name: 'Inbox' })).not.toBeInTheDocument();
  await options.nth(1).click();
  await expect.element(scroller.getByText('Round 290: the lantern is lit')).toBeInViewport();
  await page.getByRole('button', { name: /^Back to what was found/ }).click();
  await expect.element(options.nth(1)).toHaveFocus();
  await page.getByRole('button', { name: 'Leave the search' }).click();
  await expect.element(pane).not.toBeInTheDocument();
});
