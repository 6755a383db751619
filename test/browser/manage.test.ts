/** Looking after what a service has besides messages: its companies, chats and people. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ManagedItem } from '../../preload/contract/provider.ts';
import { FakeParley } from './support/fake-parley.ts';
import { connectNow } from './support/providers.ts';
import { account } from './support/samples.ts';
import { show } from './support/show.ts';

const dialog = page.getByRole('dialog', { name: 'Companies, chats and people' });
const button = (name: string) => dialog.getByRole('button', { name, exact: true });
const name = dialog.getByRole('textbox', { name: 'Name' });

const item = (id: string, title: string, part: Partial<ManagedItem> = {}): ManagedItem => ({
  id,
  title,
  detail: '',
  values: { name: title },
  ...part,
});

let fake: FakeParley;
let stored: Record<string, ManagedItem[]>;

beforeEach(() => {
  stored = {
    companies: [item('1', 'Northwind', { detail: '12 chats' }), item('2', 'Harbour')],
    chats: [item('7', 'Support'), item('8', 'Sales')],
    'people in 7': [item('70', 'Ana', { detail: 'ana@example.com', values: { name: 'Ana', email: 'ana@example.com' } })],
    'people in 8': [],
  };
  fake = new FakeParley({ providers: [connectNow], accounts: [account({ kind: 'connectnow' })] });
  fake.on('managed.list', ({ kind, parentId }: { kind: string; parentId: string | null }) => {
    return stored[parentId === null ? kind : `${kind} in ${parentId}`] ?? [];
  });
});

async function open(size?: [number, number]) {
  await show(fake, size);
  await page.getByRole('button', { name: 'Actions for Northwind work' }).click();
  await page.getByRole('menuitem', { name: 'Companies, chats and people…' }).click();
  await expect.element(dialog).toBeVisible();
}

test('lists, and changes the name of what is chosen', async () => {
  await open();
  await dialog.getByRole('button', { name: /^Northwind 12 chats/ }).click();
  await expect.element(name).toHaveValue('Northwind');
  await name.fill('Northwind Ltd');
  await button('Save').click();
  await expect.element(page.getByText('The company was changed.')).toBeVisible();
  expect(fake.argumentsOf('managed.update')).toEqual([
    { accountId: 'work', kind: 'companies', parentId: null, itemId: '1', values: { name: 'Northwind Ltd' } },
  ]);
  await expect.element(dialog.getByRole('button', { name: 'Northwind Ltd' })).toHaveAttribute('aria-current', 'true');
});

test('creates one, with what is wrong said at its field', async () => {
  await open();
  await button('New company').click();
  await expect.element(name).toHaveFocus();
  await button('Create').click();
  await expect.element(name).toHaveAccessibleDescription('Name is needed.');
  fake.failNext('managed.create', 'The given data was invalid.', 'provider', { name: 'The name has already been taken.' });
  await name.fill('Harbour');
  await userEvent.keyboard('{Enter}');
  await expect.element(name).toHaveAccessibleDescription('The name has already been taken.');
  await expect.element(name).toHaveFocus();
  await name.fill('Harbour 2');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('The company was created.')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Harbour 2' })).toHaveFocus();
});

test('deletes only after asking', async () => {
  await open();
  await dialog.getByRole('button', { name: 'Harbour' }).click();
  await button('Delete…').click();
  const alert = page.getByRole('alertdialog', { name: 'Delete “Harbour”?' });
  await alert.getByRole('button', { name: 'Cancel' }).click();
  expect(fake.argumentsOf('managed.remove')).toEqual([]);
  await button('Delete…').click();
  fake.failNext('managed.remove', 'It still has chats.', 'provider');
  await alert.getByRole('button', { name: 'Delete company' }).click();
  await expect.element(page.getByText('The company was not deleted. It still has chats.')).toBeVisible();
  await button('Delete…').click();
  await alert.getByRole('button', { name: 'Delete company' }).click();
  await expect.element(dialog.getByRole('list').getByText('Harbour')).not.toBeInTheDocument();
  await expect.element(button('New company')).toHaveFocus();
});

describe('what belongs to something else', () => {
  test('is shown after that was chosen', async () => {
    await open();
    await dialog.getByRole('tab', { name: 'People' }).click();
    await expect.element(dialog.getByRole('heading', { name: 'Choose a chat first' })).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Chat' }).selectOptions('Support');
    await dialog.getByRole('button', { name: /^Ana/ }).click();
    await expect.element(dialog.getByRole('textbox', { name: 'E-mail address' })).toHaveValue('ana@example.com');
    await dialog.getByRole('combobox', { name: 'Chat' }).selectOptions('Sales');
    await expect.element(dialog.getByText('No people yet')).toBeVisible();
    await button('New person').click();
    await name.fill('Sam');
    await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('sam@example.com');
    await button('Create').click();
    await expect
      .poll(() => fake.argumentsOf('managed.create'))
      .toMatchObject([{ kind: 'people', parentId: '8', values: { name: 'Sam', email: 'sam@example.com' } }]);
  });
});

describe('a secret', () => {
  async function reveal() {
    await open();
    await dialog.getByRole('tab', { name: 'Chats' }).click();
    await dialog.getByRole('button', { name: 'Support' }).click();
    await button('Show chat password').click();
  }

  test('is shown on request and forgotten when it is hidden, and when the dialog closes', async () => {
    await reveal();
    await expect.element(dialog.getByText('opensesame')).toBeVisible();
    expect(fake.argumentsOf('managed.reveal')).toEqual([{ accountId: 'work', kind: 'chats', parentId: null, itemId: '7' }]);
    await button('Hide it').click();
    expect(document.body.innerHTML).not.toContain('opensesame');
    await button('Show chat password').click();
    await expect.element(dialog.getByText('opensesame')).toBeVisible();
    await button('Close').click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain('opensesame');
  });

  test('that is not given says why', async () => {
    fake.failNext('managed.reveal', 'Only the owner of the chat may see it.', 'provider');
    await reveal();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('Only the owner of the chat may see it.');
  });
});

test('a list that cannot be had says why and can be asked for again', async () => {
  fake.failNext('managed.list', 'ConnectNow asks you to wait a minute.', 'provider');
  await open();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/ConnectNow asks you to wait a minute\./);
  await button('Try again').click();
  await expect.element(dialog.getByRole('button', { name: 'Harbour' })).toBeVisible();
});

test('in a narrow window list and item take turns', async () => {
  await open([480, 800]);
  await dialog.getByRole('button', { name: 'Harbour' }).click();
  await expect.element(name).toHaveFocus();
  await expect.element(dialog.getByRole('list')).not.toBeInTheDocument();
  await button('Back').click();
  await expect.element(dialog.getByRole('button', { name: 'Harbour' })).toHaveFocus();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480);
});
