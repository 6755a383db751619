/** What the user decides about a conversation, the lanes of the list, and a list too long for the start. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { forGood } from '../../preload/contract/for-good.ts';
import type { Argument } from '../../preload/contract/api.ts';
import type { Conversation } from '../../preload/contract/domain.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, hour, message, minute } from './support/samples.ts';
import { show } from './support/show.ts';

const list = page.getByRole('navigation', { name: 'Inbox' });
const row = (name: string | RegExp) => list.getByRole('button', { name });
const titles = () => [...list.element().querySelectorAll('[data-index]')].map((one) => one.querySelector('bdi')?.textContent);

function room(id: number, title: string, part: Partial<Conversation> = {}): Conversation {
  return conversation({
    id,
    title,
    lastMessage: { author: 'Ana Ferreira', text: 'news', sentAt: Date.now() - id * minute, mine: false },
    ...part,
  });
}

async function choose(...names: (string | RegExp)[]): Promise<void> {
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  for (const name of names) await page.getByRole('menuitem', { name }).click();
}

test('pinning from the menu puts a conversation on top with a mark, and unpinning takes it down again', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Newest'), room(2, 'Second'), room(3, 'Third')] });
  await show(fake);
  await row(/^Third/).click();
  await choose('Pin');
  await expect.element(row(/^Third.*pinned/)).toBeVisible();
  expect(titles()).toEqual(['Third', 'Newest', 'Second']);
  await choose('Unpin');
  await expect.poll(titles).toEqual(['Newest', 'Second', 'Third']);
  expect(fake.argumentsOf('conversations.triage')).toEqual([
    { conversationId: 3, pinned: true },
    { conversationId: 3, pinned: false },
  ]);
});

test('muting with the keyboard: the menu says until when, the row keeps its number, the total leaves it out', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Quiet'), room(2, 'Loud')] });
  await show(fake);
  await expect.element(row(/^Quiet/)).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(page.getByRole('menuitem', { name: 'Mute…' })).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByRole('menuitem', { name: 'For 1 hour' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.poll(() => fake.argumentsOf('conversations.triage')).toEqual([{ conversationId: 1, mutedUntil: forGood }]);
  await row(/^Loud/).click();
  fake.updateConversation(1, { unread: 4 });
  await expect.element(row(/^Quiet.*muted.*4 unread/)).toBeVisible();
  expect(document.title).toBe('Parley');
  fake.updateConversation(1, { mutedUntil: null });
  await expect.poll(() => document.title).toBe('(4) Parley');
  fake.updateConversation(1, { mutedUntil: forGood });
  await row(/^Quiet/).click();
  await choose('Unmute Muted for good');
  await expect.element(row(/^Quiet.*muted/)).not.toBeInTheDocument();
});

test('“1 hour” and “until tomorrow” are times to come', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Quiet')] });
  await show(fake);
  await choose('Mute…', 'For 1 hour');
  await choose(/^Unmute Muted until/);
  await choose('Mute…', 'Until tomorrow');
  const [first, , second] = fake.argumentsOf('conversations.triage') as { mutedUntil: number }[];
  expect(Math.abs(first!.mutedUntil - Date.now() - hour)).toBeLessThan(minute);
  const morning = new Date(second!.mutedUntil);
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  expect([morning.toDateString(), morning.getHours()]).toEqual([tomorrow.toDateString(), 8]);
});

test('what is archived leaves the inbox, waits in the archive, and comes back from there', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Done', { unread: 3 }), room(2, 'Open')] });
  await show(fake);
  await row(/^Done/).click();
  await choose('Archive');
  await expect.element(row(/^Done/)).not.toBeInTheDocument();
  await list.getByRole('button', { name: 'Inbox: change the list' }).click();
  await page.getByRole('menuitemradio', { name: 'Archive' }).click();
  await expect.element(row(/^Done.*archived/)).toBeVisible();
  expect(titles()).toEqual(['Done']);
  await choose('Move to inbox');
  await expect.element(list.getByText('The archive is empty')).toBeVisible();
  await list.getByRole('button', { name: 'Back to the inbox' }).click();
  await expect.poll(titles).toEqual(['Done', 'Open']);
});

test('lanes without conversations say what belongs there', async () => {
  await show(new FakeParley({ conversations: [room(1, 'Later', { lane: 'snoozed', snoozedUntil: Date.now() + hour })] }));
  await expect.element(list.getByText('The inbox is empty')).toBeVisible();
  await list.getByRole('button', { name: 'Inbox: change the list' }).click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(row(/^Later/)).toBeVisible();
  await list.getByRole('button', { name: 'Snoozed: change the list' }).click();
  await page.getByRole('menuitemradio', { name: 'Archive' }).click();
  await expect.element(list.getByText('The archive is empty')).toBeVisible();
});

test('what was begun to be written stands among the drafts, of whatever lane, until it is sent', async () => {
  const fake = new FakeParley({
    conversations: [room(1, 'Nothing'), room(2, 'Begun', { draft: 'Dear all' }), room(3, 'Put away', { lane: 'archive', draft: 'Well' })],
  });
  await show(fake);
  await list.getByRole('button', { name: 'Inbox: change the list' }).click();
  await page.getByRole('menuitemradio', { name: 'Drafts 2 drafts', exact: true }).click();
  await expect.element(row(/^Begun.*Draft:\s*Dear all/)).toBeVisible();
  expect(titles()).toEqual(['Begun', 'Put away']);
  await row(/^Begun/).click();
  await userEvent.keyboard('{Enter}');
  await expect.poll(titles).toEqual(['Put away']);
  await row(/^Put away/).click();
  await page.getByRole('textbox', { name: /^Message/ }).clear();
  await expect.element(list.getByText('No drafts')).toBeVisible();
});

test('the list of lists says what is new, put off and begun', async () => {
  const fake = new FakeParley({
    conversations: [
      room(1, 'New', { unread: 1_200 }),
      room(2, 'Heard', { unread: 3, mutedUntil: Date.now() + hour }),
      room(3, 'Later', { lane: 'snoozed', snoozedUntil: Date.now() + hour }),
      room(4, 'Put away', { lane: 'archive', unread: 1 }),
    ],
  });
  await show(fake);
  await list.getByRole('button', { name: 'Inbox: change the list' }).click();
  const choices = () =>
    page
      .getByRole('menuitemradio')
      .elements()
      .map((element) => element.textContent?.replaceAll(/\s+/g, ' ').trim());
  await expect.poll(choices).toEqual(['Inbox 1,200', 'Snoozed 1', 'Archive', 'Drafts', 'Saved']);
  await expect.element(page.getByRole('menuitemradio', { name: 'Inbox 1,200 unread messages', exact: true })).toBeVisible();
  await expect.element(page.getByRole('menuitemradio', { name: 'Snoozed 1 conversation', exact: true })).toBeVisible();
});

test('marking as unread closes the conversation and counts it until it is opened again', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Read'), room(2, 'Other')] });
  const session = await show(fake);
  await row(/^Read/).click();
  await choose('Mark as unread');
  await expect.element(row(/^Read.*1 unread/)).toBeVisible();
  expect(session.open).toBeNull();
  await expect.poll(() => document.title).toBe('(1) Parley');
  await row(/^Read/).click();
  await expect.poll(() => document.title).toBe('Parley');
});

test('a screen reader is told of new messages, but not where it is muted', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Here'), room(2, 'Loud'), room(3, 'Quiet', { mutedUntil: forGood })] });
  await show(fake);
  await expect.element(row(/^Here/)).toHaveAttribute('aria-current', 'true');
  const said = page.getByTestId('announcements');
  fake.receive(message({ id: 10, conversationId: 2, unread: true, sentAt: Date.now(), authorName: 'Grace' }));
  await expect.element(said).toMatchTextContent('New message from Grace in Loud');
  fake.receive(message({ id: 11, conversationId: 3, unread: true, sentAt: Date.now(), authorName: 'Ada' }));
  await expect.element(row(/^Quiet.*1 unread/)).toBeVisible();
  await expect.element(said).toMatchTextContent('New message from Grace in Loud');
});

test('a decision that is refused is told', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Only')] });
  await show(fake);
  fake.failNext('conversations.triage', 'The disk is full: this was not saved.', 'storage');
  await choose('Pin');
  await expect.element(page.getByText('It was not kept. The disk is full: this was not saved.')).toBeVisible();
});

/** A main that has `all` and starts with the first `first` of them. */
function pagedParley(all: Conversation[], first: number): FakeParley {
  const at = ({ id, title, pinnedAt, lastMessage }: Conversation) => ({
    pinned: pinnedAt !== null,
    lastActivity: lastMessage!.sentAt,
    title,
    id,
  });
  const unreadTotal = all.reduce((sum, { unread }) => sum + unread, 0);
  const fake = new FakeParley({ conversations: all.slice(0, first), moreConversations: at(all[first - 1]!), unreadTotal });
  fake.on('conversations.page', ({ lane, after, limit }: Argument<'conversations.page'>) => {
    const fitting = all.filter((one) => one.lane === lane);
    const begin = after ? fitting.findIndex(({ id }) => id === after.id) + 1 : 0;
    const conversations = fitting.slice(begin, begin + limit);
    return { conversations, next: begin + limit < fitting.length ? at(conversations.at(-1)!) : null };
  });
  return fake;
}

test('10,000 conversations: the first page is there at once, the others follow behind it, and nothing jumps', async () => {
  const all = Array.from({ length: 10_000 }, (_, index) => room(index + 1, `Room ${index + 1}`, index % 100 === 99 ? { unread: 1 } : {}));
  const fake = pagedParley(all, 200);
  const release = fake.hold('conversations.page');
  await show(fake);
  await expect.element(row(/^Room 1 /)).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => document.title).toBe('(100) Parley');
  await userEvent.keyboard('j{End}');
  await expect.element(row(/^Room 200 /)).toHaveFocus();
  const focused = document.activeElement!;
  const place = () => [focused.closest('li')?.getAttribute('aria-setsize'), focused.getBoundingClientRect().top];
  const [size, top] = place();
  expect(size).toBe('200');
  release();
  await expect.poll(place).toEqual(['10000', top]);
  expect(document.activeElement).toBe(focused);
  expect(document.title).toBe('(100) Parley');
});

test('what changes while pages arrive wins over them', async () => {
  const all = Array.from({ length: 1500 }, (_, index) => room(index + 1, `Room ${index + 1}`));
  all.push(room(1501, 'Put away', { lane: 'archive' }));
  const fake = pagedParley(structuredClone(all), 200);
  const release = fake.hold('conversations.page');
  const session = await show(fake);
  await expect.poll(() => fake.argumentsOf('conversations.page').length).toBe(1);
  fake.emit({ type: 'upsert', object: 'conversation', value: { ...all[400]!, title: 'Renamed', pinnedAt: Date.now() } });
  fake.emit({ type: 'upsert', object: 'conversation', value: { ...all[1500]!, lane: 'inbox', title: 'Back' } });
  fake.emit({ type: 'delete', object: 'conversation', id: 700 });
  release();
  await expect.poll(() => session.inbox.all.length).toBe(1500);
  expect(session.inbox.shown[0]?.title).toBe('Renamed');
  expect(session.inbox.shown.map(({ id }) => id)).toEqual([401, ...all.map(({ id }) => id).filter((id) => id !== 401 && id !== 700)]);
  expect(session.inbox.get(1501)?.title).toBe('Back');
});

test('a list that cannot be read further says so', async () => {
  const fake = new FakeParley({ conversations: [room(1, 'Only')] });
  fake.failNext('conversations.page', 'The disk reported an error.', 'storage');
  await show(fake);
  await expect.element(page.getByText('Not all conversations could be listed. The disk reported an error.')).toBeVisible();
});
