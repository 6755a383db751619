/** Accounts in the list: their state in words, the way out of trouble, and everything their menu does. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Account } from '../../preload/contract/domain.ts';
import { FakeParley } from './support/fake-parley.ts';
import { account, checkStep, conversation, eight, health } from './support/samples.ts';
import { show } from './support/show.ts';

const strips = page.getByRole('region', { name: 'Accounts' });
const dialog = page.getByRole('dialog');

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Room' }), conversation({ id: 2, title: 'Hall' })] });
});

async function showAccount(part: Partial<Account>) {
  fake.start.accounts = [account(part)];
  await show(fake);
}

async function choose(item: string | RegExp) {
  await strips.getByRole('button', { name: 'Actions for Northwind work' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('state in words', () => {
  test.each([
    [{ state: 'connecting' }, /Connecting…/],
    [{ state: 'ok' }, /Caught up \d/],
    [{ state: 'offline', sentence: 'No answer.' }, /Offline · last read \d.*No answer\./],
    [{ state: 'limited', sentence: 'Slow down.' }, /Asked to wait until \d.*Slow down\./],
    [{ state: 'trouble', sentence: 'A web page.', lastSuccessAt: null }, /Trouble.*A web page\./],
    [{ state: 'paused' }, /Paused/],
  ] as const)('%o', async (part, words) => {
    await showAccount({ health: health(part) });
    await expect.element(strips.getByRole('listitem')).toMatchTextContent(words);
  });

  test('says where the key is kept when that matters', async () => {
    await showAccount({ keep: 'run' });
    await expect.element(strips.getByText('This run only')).toBeVisible();
    fake.emit({ type: 'upsert', object: 'account', value: account({ keep: 'rehearsal' }) });
    await expect.element(strips.getByText('Rehearsal')).toBeVisible();
  });
});

describe('many accounts', () => {
  const names = ['One', 'Two', 'Three', 'Four'];

  test('fold away but for those in trouble, and unfold', async () => {
    fake.start.accounts = names.map((name) => account({ id: name, name }));
    await show(fake);
    const fold = strips.getByRole('button', { name: '4 accounts all in order' });
    await expect.element(fold).toHaveAttribute('aria-expanded', 'false');
    expect(strips.getByRole('listitem').elements()).toHaveLength(0);
    fake.emit({
      type: 'upsert',
      object: 'account',
      value: account({ id: 'Two', name: 'Two', health: health({ state: 'offline', sentence: 'No answer.' }) }),
    });
    await expect.element(strips.getByRole('listitem')).toMatchTextContent(/Two.*No answer\./);
    await strips.getByRole('button', { name: '4 accounts 1 in trouble' }).click();
    await expect.poll(() => strips.getByRole('listitem').elements()).toHaveLength(4);
  });

  test('a few are always shown', async () => {
    fake.start.accounts = names.slice(0, 3).map((name) => account({ id: name, name }));
    await show(fake);
    await expect.poll(() => strips.getByRole('listitem').elements()).toHaveLength(3);
    expect(strips.getByRole('button', { name: /accounts/ }).elements()).toHaveLength(0);
  });
});

describe('the way out of trouble', () => {
  test('a locked keychain: unlock and retry', async () => {
    await showAccount({ health: health({ state: 'locked', sentence: 'The keychain is locked.' }) });
    fake.failNext('accounts.refresh', 'It is still locked.', 'keychain');
    await strips.getByRole('button', { name: 'Unlock and retry' }).click();
    await expect.element(page.getByText('The keychain was not unlocked. It is still locked.')).toBeVisible();
    expect(fake.argumentsOf('accounts.refresh')).toEqual([{ accountId: 'work' }]);
  });

  test.each(['refused', 'missing'] as const)('%s: enter the key again, checked before it is kept', async (state) => {
    await showAccount({ health: health({ state, sentence: 'No key.' }) });
    await strips.getByRole('button', { name: 'Enter the key again' }).click();
    await expect.element(dialog.getByRole('textbox', { name: 'API key' })).toHaveFocus();
    await expect.element(dialog.getByRole('textbox', { name: /Rooms/ })).not.toBeInTheDocument();
    await userEvent.keyboard('fresh-key{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(fake.argumentsOf('accounts.check')).toMatchObject([{ accountId: 'work', values: { key: 'fresh-key', rooms: 'CHAPI sandbox' } }]);
    expect(fake.argumentsOf('accounts.replaceSecret')).toEqual([{ accountId: 'work', values: { key: 'fresh-key' }, keep: 'keychain' }]);
  });

  test('a key that fails its check is only kept when the user insists', async () => {
    await showAccount({ health: health({ state: 'refused', sentence: 'No.' }) });
    fake.on('accounts.check', () => ({
      passed: false,
      steps: [checkStep('Key', 'failed', { field: 'key', detail: 'Not this one.' })],
    }));
    await strips.getByRole('button', { name: 'Enter the key again' }).click();
    await userEvent.keyboard('bad{Enter}');
    await expect.element(dialog.getByRole('textbox', { name: 'API key' })).toHaveAccessibleDescription(/Not this one\./);
    expect(fake.argumentsOf('accounts.replaceSecret')).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep it anyway' }).click();
    await expect.poll(() => fake.argumentsOf('accounts.replaceSecret')).toHaveLength(1);
  });

  test('the conversation says it too', async () => {
    await showAccount({ health: health({ state: 'offline', sentence: 'No answer.' }) });
    const pane = page.getByRole('region', { name: 'Conversation Hall' });
    await expect.element(pane.getByText('No answer.')).toBeVisible();
    await pane.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => fake.argumentsOf('accounts.refresh')).toEqual([{ accountId: 'work' }]);
  });
});

describe('the menu', () => {
  test('reads now, pauses and resumes', async () => {
    await show(fake);
    await choose('Read now');
    await expect.poll(() => fake.argumentsOf('accounts.refresh')).toEqual([{ accountId: 'work' }]);
    await choose('Pause');
    await expect.element(strips.getByText('Paused')).toBeVisible();
    await choose('Resume');
    expect(fake.argumentsOf('accounts.setPaused')).toEqual([
      { accountId: 'work', paused: true },
      { accountId: 'work', paused: false },
    ]);
  });

  test('edits name, rooms and address, and keeps what was typed when that fails', async () => {
    await show(fake);
    await choose(/^Edit/);
    await expect.element(dialog.getByRole('textbox', { name: 'API key' })).not.toBeInTheDocument();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Renamed');
    await dialog.getByRole('textbox', { name: /^Rooms/ }).fill('Room\nHall');
    fake.failNext('accounts.update', 'The disk is full.', 'storage');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('The disk is full.');
    await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Renamed');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.element(strips.getByText('Renamed')).toBeVisible();
    expect(fake.argumentsOf('accounts.update').at(-1)).toEqual({
      accountId: 'work',
      name: 'Renamed',
      values: { rooms: 'Room\nHall', address: '' },
    });
  });

  test('removing says what is deleted, and deletes only then', async () => {
    await show(fake);
    await choose(/^Remove/);
    const alert = page.getByRole('alertdialog', { name: 'Remove “Northwind work”?' });
    await expect.element(alert).toMatchTextContent(/its key in the keychain, its\s+2 rooms with all their history/);
    await alert.getByRole('button', { name: 'Cancel' }).click();
    expect(fake.argumentsOf('accounts.remove')).toEqual([]);
    await choose(/^Remove/);
    await alert.getByRole('button', { name: 'Remove account' }).click();
    await expect.element(page.getByRole('heading', { name: /Every conversation/ })).toBeVisible();
  });

  test('what a service cannot do is greyed out with its reason', async () => {
    fake.start.providers = [{ ...eight, capabilities: { ...eight.capabilities, send: false, addConversation: false } }];
    await show(fake);
    await strips.getByRole('button', { name: /^Actions for/ }).click();
    await expect.element(page.getByRole('menuitem', { name: /Add a room/ })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByText('8x8 lists its rooms itself.')).toBeVisible();
    await expect.element(page.getByText('8x8 can only be read, not written to.')).toBeVisible();
  });
});
