/** The list of conversations: what it shows, how the keyboard moves in it, and that it stays small. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { spikaUser } from './support/providers.ts';
import { account, conversation, eight, message, minute, outboxItem } from './support/samples.ts';
import { show } from './support/show.ts';

const list = page.getByRole('navigation', { name: 'Inbox' });
const row = (name: string | RegExp) => list.getByRole('button', { name });

function last(text: string, minutesAgo: number, author = 'Ana Ferreira', mine = false) {
  return { author, text, sentAt: Date.now() - minutesAgo * minute, mine };
}

describe('the list', () => {
  let fake: FakeParley;

  beforeEach(() => {
    fake = new FakeParley({
      conversations: [
        conversation({ id: 1, title: 'Older', lastMessage: last('old news', 50) }),
        conversation({ id: 2, title: 'Newer', unread: 3, lastMessage: last('fresh news', 5) }),
        conversation({ id: 3, title: 'Mine', lastMessage: last('I said', 60, 'Chapi', true) }),
        conversation({ id: 4, title: 'Drafted', draft: 'half a thought', lastMessage: last('x', 70) }),
        conversation({ id: 5, title: 'Troubled', trouble: 'A web page came back.', lastMessage: last('x', 80) }),
        conversation({ id: 6, title: 'Silent', caughtUpAt: null }),
      ],
    });
  });

  test('says that the last message was deleted', async () => {
    await show(new FakeParley({ conversations: [conversation({ id: 1, title: 'Withdrawn', lastMessage: last('', 1) })] }));
    await expect.element(row(/^Withdrawn/)).toMatchTextContent(/Ana Ferreira: ?message deleted/);
  });

  test('shows the newest first, each row with author, text, unread count and what is wrong', async () => {
    await show(fake);
    await expect.element(row(/^Newer/)).toMatchTextContent(/Newer.*Ana Ferreira: ?fresh news.*3 unread/);
    await expect.element(row(/^Mine/)).toMatchTextContent(/You: ?I said/);
    await expect.element(row(/^Drafted/)).toMatchTextContent(/Draft: ?half a thought/);
    await expect.element(row(/^Troubled/)).toMatchTextContent(/A web page came back\./);
    await expect.element(row(/^Silent/)).toMatchTextContent(/Not read yet/);
    const titles = list
      .getByRole('listitem')
      .elements()
      .map((item) => item.querySelector('bdi')?.textContent);
    expect(titles.slice(0, 6)).toEqual(['Newer', 'Older', 'Mine', 'Drafted', 'Troubled', 'Silent']);
  });

  test('what was not delivered in an earlier run is marked from the start', async () => {
    fake = new FakeParley({
      conversations: [conversation({ id: 3, title: 'Mine', lastMessage: last('hello', 60) }), conversation({ id: 9, title: 'Other' })],
      stuck: [outboxItem({ conversationId: 3, state: 'failed' })],
    });
    await show(fake);
    await expect.element(row(/^Mine/)).toMatchTextContent(/Not delivered/);
    await expect.element(row(/^Other/)).not.toMatchTextContent(/Not delivered/);
  });

  test('the window title counts unread messages', async () => {
    await show(fake);
    await expect.poll(() => document.title).toBe('(3) Parley');
    fake.updateConversation(2, { unread: 0 });
    await expect.poll(() => document.title).toBe('Parley');
  });

  test('filters by name, says so when nothing fits, and Escape clears', async () => {
    await show(fake);
    await expect.element(row(/^Newer/)).toBeVisible();
    await userEvent.keyboard('/');
    await userEvent.keyboard('old');
    await expect.element(row(/^Older/)).toBeVisible();
    await expect.element(row(/^Newer/)).not.toBeInTheDocument();
    await userEvent.keyboard('zzz');
    await expect.element(list.getByText('Nothing has that name')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(row(/^Newer/)).toBeVisible();
  });

  test('“Unread” keeps what is unread, and the open conversation', async () => {
    await show(fake);
    await row(/^Newer/).click();
    await list.getByRole('button', { name: 'Unread', exact: true }).click();
    await expect.element(row(/^Older/)).not.toBeInTheDocument();
    fake.updateConversation(2, { unread: 0 });
    await expect.element(row(/^Newer/)).toBeVisible();
  });

  test('arrow keys and j/k move, Enter opens and puts the cursor into the composer, Escape comes back', async () => {
    const session = await show(fake);
    await expect.element(row(/^Newer/)).toHaveAttribute('aria-current', 'true');
    await userEvent.keyboard('j');
    await expect.element(row(/^Newer/)).toHaveFocus();
    await userEvent.keyboard('j{ArrowDown}k');
    await expect.element(row(/^Older/)).toHaveFocus();
    expect(session.open?.id).toBe(2);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('textbox', { name: /^Message to Older/ })).toHaveFocus();
    expect(session.open?.id).toBe(1);
    await userEvent.keyboard('{Escape}');
    await expect.element(row(/^Older/)).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(row(/^Silent/)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect.element(row(/^Newer/)).toHaveFocus();
  });

  test('the focused row keeps the focus when a message moves it to the top', async () => {
    await show(fake);
    await row(/^Newer/).click();
    await userEvent.keyboard('{Escape}{End}{ArrowUp}');
    await expect.element(row(/^Troubled/)).toHaveFocus();
    fake.receive(message({ id: 900, conversationId: 5, unread: true, sentAt: Date.now(), text: 'up' }));
    await expect.element(list.getByRole('listitem').first()).toMatchTextContent(/Troubled/);
    await expect.element(row(/^Troubled/)).toHaveFocus();
  });

  test('marks conversations with something undelivered', async () => {
    await show(fake);
    fake.updateOutbox(outboxItem({ id: 'x', conversationId: 3, text: 'lost', state: 'failed', reason: 'No.' }));
    await expect.element(row(/^Mine/)).toMatchTextContent(/Not delivered/);
    fake.emit({ type: 'delete', object: 'outbox', id: 'x' });
    await expect.element(row(/^Mine/)).not.toMatchTextContent(/Not delivered/);
  });
});

test('5,000 conversations need only the rows in sight', async () => {
  const many = Array.from({ length: 5000 }, (_, index) =>
    conversation({ id: index + 1, title: `Room ${index + 1}`, lastMessage: last(`text ${index}`, index) }),
  );
  await show(new FakeParley({ conversations: many }));
  await expect.element(row(/^Room 1 /)).toBeVisible();
  expect(list.getByRole('listitem').elements().length).toBeLessThan(40);
  await row(/^Room 1 /).click();
  await userEvent.keyboard('{Escape}{End}');
  await expect.element(row(/^Room 5000 /)).toHaveFocus();
  expect(list.getByRole('listitem').elements().length).toBeLessThan(45);
  await expect
    .element(
      row(/^Room 5000 /)
        .element()
        .closest('li') as HTMLElement,
    )
    .toHaveAttribute('aria-posinset', '5000');
});

test('names cannot reorder or break the line around them', async () => {
  const title = 'safe\u202Egpj.exe\nsecond\u0007 line';
  await show(new FakeParley({ conversations: [conversation({ id: 1, title, lastMessage: last('hi', 1) })] }));
  await expect.element(row(/safegpj\.exe second line/)).toBeVisible();
});

test('an account without conversations offers to add one', async () => {
  const fake = new FakeParley({ conversations: [], accounts: [account()] });
  const session = await show(fake);
  await list.getByRole('button', { name: 'Add a room' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a room' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/Enter the name of the room\./);
  fake.failNext('conversations.add', 'A room name has at most 200 characters.', 'conflict');
  await dialog.getByRole('textbox').fill('Lunch');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/A room name has at most 200 characters\./);
  await expect.element(dialog.getByRole('textbox')).toHaveValue('Lunch');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(row(/^Lunch/)).toBeVisible();
  await expect.poll(() => session.openConversation?.title).toBe('Lunch');
});

test('with several services each row says whose it is', async () => {
  const fake = new FakeParley({
    providers: [eight, spikaUser],
    accounts: [account(), account({ id: 'studio', kind: 'spika-user', name: 'Studio' })],
    conversations: [conversation({ id: 1, title: 'Room' }), conversation({ id: 2, title: 'Design', accountId: 'studio' })],
  });
  await show(fake);
  await expect.element(page.getByRole('button', { name: /^Design .*in Studio, Spika$/ })).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Room .*in Northwind work, 8x8$/ })).toBeVisible();
  await expect.element(page.getByTitle('Spika').first()).toMatchTextContent('S');
});
