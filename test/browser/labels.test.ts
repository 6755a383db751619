/** Labels: made, put on, taken off, changed, deleted, and what the list and the search do with them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Conversation } from '../../preload/contract/domain.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, minute } from './support/samples.ts';
import { show } from './support/show.ts';

const list = page.getByRole('navigation', { name: 'Inbox' });
const row = (name: string | RegExp) => list.getByRole('button', { name });
const pane = (title: string) => page.getByRole('region', { name: `Conversation ${title}` });
const check = (name: string) => page.getByRole('menuitemcheckbox', { name });
const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
const urgent = { id: 1, name: 'Urgent', hue: 25 };
const later = { id: 2, name: 'later', hue: 150 };

function room(id: number, title: string, part: Partial<Conversation> = {}): Conversation {
  const lastMessage = { author: 'Ana', text: 'news', sentAt: Date.now() - id * minute, mine: false };
  return conversation({ id, title, lastMessage, ...part });
}

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({
    conversations: [room(1, 'Harbour', { labels: [1] }), room(2, 'Office'), room(3, 'Stored', { lane: 'archive', labels: [1] })],
  });
  fake.labels = [urgent, later];
});

async function openLabels(): Promise<void> {
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await item('Labels…').click();
}

describe('on a conversation', () => {
  test('are put on and taken off one after the other; the list and the header show them', async () => {
    await show(fake);
    await row(/^Harbour.*labelled Urgent/).click();
    await openLabels();
    await expect.element(check('Urgent')).toHaveAttribute('aria-checked', 'true');
    await check('later').click();
    await expect.element(check('later')).toHaveAttribute('aria-checked', 'true');
    await check('Urgent').click();
    await expect.element(check('Urgent')).toHaveAttribute('aria-checked', 'false');
    await userEvent.keyboard('{Escape}');
    await expect.element(row(/^Harbour.*labelled later/)).toBeVisible();
    await expect.element(pane('Harbour').getByText('labelled later')).toBeInTheDocument();
    expect(fake.argumentsOf('conversations.setLabel')).toEqual([
      { conversationId: 1, labelId: 2, on: true },
      { conversationId: 1, labelId: 1, on: false },
    ]);
  });

  test('by keyboard alone, and what is refused is told and not shown', async () => {
    await show(fake);
    await row(/^Office/).click();
    await page.getByRole('button', { name: 'Conversation actions' }).click();
    await userEvent.keyboard('lab{ArrowRight}');
    await expect.element(check('later')).toHaveFocus();
    fake.failNext('conversations.setLabel', 'This label is no longer on this computer.', 'not-found');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The label was not put on. This label is no longer on this computer.')).toBeVisible();
    await expect.element(check('later')).toHaveAttribute('aria-checked', 'false');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(row(/^Office.*labelled Urgent/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Conversation actions' })).toHaveFocus();
  });

  test('a new one is made from there and put on; a name that is taken is said, and nothing typed is lost', async () => {
    await show(fake);
    await row(/^Office/).click();
    await openLabels();
    await item('New label…').click();
    const dialog = page.getByRole('dialog', { name: 'New label' });
    await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveFocus();
    await userEvent.keyboard('urgent');
    fake.failNext('labels.add', 'There is a label “Urgent” already. Choose another name.', 'conflict');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/There is a label “Urgent” already\./);
    await expect.element(dialog.getByRole('textbox')).toHaveValue('urgent');
    fake.failNext('labels.add', 'A label needs a name.', 'conflict', { name: 'Give the label a name.' });
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/Give the label a name\./);
    await dialog.getByRole('textbox').fill('مهم 🌊');
    await dialog.getByRole('radio', { name: 'Violet' }).click();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(row(/^Office.*labelled مهم 🌊/)).toBeVisible();
    expect(fake.argumentsOf('labels.add').at(-1)).toEqual({ name: 'مهم 🌊', hue: 290 });
  });

  test('many, and long ones, leave room for the rest of the row and of the header', async () => {
    fake.labels = Array.from({ length: 30 }, (_, index) => ({
      id: index + 1,
      name: `A label with the long number ${index + 1}`,
      hue: index * 12,
    }));
    fake.updateConversation(2, { labels: fake.labels.map(({ id }) => id), title: `Office ${'of many words '.repeat(20)}`, unread: 128 });
    await show(fake, [480, 800]);
    const wide = row(/^Office/);
    await expect.element(wide).toMatchTextContent(/\+29/);
    const { right } = wide.element().getBoundingClientRect();
    const badge = wide.element().querySelector('.badge')!.getBoundingClientRect();
    expect(badge.right).toBeLessThanOrEqual(right);
    const more = [...wide.element().querySelectorAll('.more')].at(-1)!.getBoundingClientRect();
    expect(more.right).toBeLessThanOrEqual(badge.left);
    expect(wide.element().querySelector('.preview')!.getBoundingClientRect().width).toBeGreaterThan(100);
    expect(wide.element().getBoundingClientRect().height).toBe(60);
    await wide.click();
    const actions = page.getByRole('button', { name: 'Conversation actions' });
    await expect.element(actions).toBeVisible();
    expect(actions.element().getBoundingClientRect().right).toBeLessThanOrEqual(480);
    expect(page.getByRole('heading', { level: 2 }).element().getBoundingClientRect().width).toBeGreaterThan(150);
    const chips = pane(fake.conversation(2).title.trim()).element().querySelector('.chips .more')!.getBoundingClientRect();
    expect(chips.right).toBeLessThanOrEqual(actions.element().getBoundingClientRect().left);
    await openLabels();
    const last = item('Manage labels…').element();
    last.scrollIntoView();
    const menu = last.parentElement!.getBoundingClientRect();
    expect([menu.top >= 0, menu.bottom <= 800, menu.left >= 0, menu.right <= 480]).toEqual([true, true, true, true]);
  });

  test('that change elsewhere change here', async () => {
    await show(fake);
    await expect.element(row(/^Harbour.*labelled Urgent/)).toBeVisible();
    fake.setLabels({ ...urgent, name: 'At once' });
    await expect.element(row(/^Harbour.*labelled At once/)).toBeVisible();
  });

  test('that could not be read are asked for again from the menu', async () => {
    fake.failNext('labels.list', 'The disk reported an error.', 'storage');
    await show(fake);
    await row(/^Harbour/).click();
    await openLabels();
    await item(/^Read the labels again The disk reported an error/).click();
    await expect.element(row(/^Harbour.*labelled Urgent/)).toBeVisible();
  });
});

describe('the list', () => {
  const filter = list.getByRole('button', { name: 'Filter by label' });
  const only = (name: string) => page.getByRole('menuitemradio', { name });

  test('is narrowed to one label, lane by lane, and says so until everything is shown again', async () => {
    await show(fake);
    await filter.click();
    await only('Urgent').click();
    await expect.element(row(/^Office/)).not.toBeInTheDocument();
    await expect.element(row(/^Harbour/)).toBeVisible();
    await expect.element(filter).toHaveAttribute('aria-pressed', 'true');
    await list.getByRole('button', { name: 'Inbox: change the list' }).click();
    await only('Archive').click();
    await expect.element(row(/^Stored/)).toBeVisible();
    await list.getByRole('button', { name: 'Show more than Urgent' }).click();
    await expect.element(list.getByRole('textbox')).toHaveFocus();
    await filter.click();
    await only('later').click();
    await expect.element(list.getByText('No conversation of this list is labelled “later”.')).toBeVisible();
    await list.getByRole('button', { name: 'Show everything' }).click();
    await expect.element(row(/^Stored/)).toBeVisible();
  });

  test('shows everything again when its label is deleted', async () => {
    await show(fake);
    await filter.click();
    await only('Urgent').click();
    await expect.element(row(/^Office/)).not.toBeInTheDocument();
    fake.emit({ type: 'delete', object: 'label', id: 1 });
    await expect.element(row(/^Office/)).toBeVisible();
  });

  test('is narrowed by a label of the open conversation, in the lane where that is', async () => {
    await show(fake);
    await list.getByRole('button', { name: 'Inbox: change the list' }).click();
    await only('Archive').click();
    await row(/^Stored/).click();
    await list.getByRole('button', { name: 'Archive: change the list' }).click();
    await only('Saved').click();
    await pane('Stored').getByRole('button', { name: 'List what is labelled Urgent' }).click();
    await expect.element(list.getByText('Only')).toBeVisible();
    await expect.element(row(/^Stored/)).toBeVisible();
    await list.getByRole('button', { name: 'Archive: change the list' }).click();
    await only('Inbox').click();
    await expect.element(row(/^Harbour/)).toBeVisible();
    await expect.element(row(/^Office/)).not.toBeInTheDocument();
  });

  test('offers no such filter while there are no labels', async () => {
    fake.labels = [];
    await show(fake);
    await expect.element(row(/^Office/)).toBeVisible();
    await expect.element(filter).not.toBeInTheDocument();
  });
});

describe('looking after them', () => {
  const dialog = page.getByRole('dialog', { name: 'Labels' });

  async function manage(): Promise<void> {
    await show(fake);
    await list.getByRole('button', { name: 'Filter by label' }).click();
    await item('Manage labels…').click();
  }

  test('renaming and colouring: the keyboard comes back to the label', async () => {
    await manage();
    await expect.element(dialog.getByRole('listitem').filter({ hasText: 'Urgent' })).toMatchTextContent(/2 conversations/);
    await dialog.getByRole('button', { name: 'Change Urgent' }).click();
    const form = page.getByRole('dialog', { name: 'Change label' });
    await expect.element(form.getByRole('textbox')).toHaveFocus();
    await expect.element(form.getByRole('radio', { name: 'Red' })).toBeChecked();
    await userEvent.keyboard('Now{Tab}{ArrowRight}{Enter}');
    await expect.element(dialog.getByRole('button', { name: 'Change Now' })).toHaveFocus();
    await expect.element(row(/^Harbour.*labelled Now/)).toBeInTheDocument();
    expect(fake.argumentsOf('labels.update')).toEqual([{ labelId: 1, name: 'Now', hue: 55 }]);
    await dialog.getByRole('button', { name: 'Change Now' }).click();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog.getByRole('button', { name: 'Change Now' })).toHaveFocus();
  });

  test('deleting says what it means first; refused, the label stays', async () => {
    await manage();
    await dialog.getByRole('button', { name: 'Delete Urgent…' }).click();
    const confirm = page.getByRole('alertdialog', { name: 'Delete “Urgent”?' });
    await expect
      .element(confirm)
      .toMatchTextContent(/It is taken off 2 conversations, which otherwise stay as they are\. This cannot be undone\./);
    await expect.element(confirm.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    fake.failNext('labels.remove', 'The disk is full: this was not saved.', 'storage');
    await confirm.getByRole('button', { name: 'Delete label' }).click();
    await expect.element(page.getByText('The label was not deleted. The disk is full: this was not saved.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Delete Urgent…' }).click();
    await confirm.getByRole('button', { name: 'Delete label' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Delete Urgent…' })).not.toBeInTheDocument();
    await expect.element(dialog.getByRole('button', { name: 'Change later' })).toHaveFocus();
    await expect.element(row(/labelled/)).not.toBeInTheDocument();
  });
});

test('a search offers them after “label:”', async () => {
  await show(fake);
  await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  await page.getByRole('combobox', { name: 'Search all messages' }).fill('label:');
  const offered = page.getByRole('listbox', { name: 'Ways to narrow the search' }).getByRole('option');
  await expect.element(offered.nth(0)).toMatchTextContent('label:later');
  await expect.element(offered.nth(1)).toMatchTextContent('label:Urgent');
});
