/** Adding an account: the form comes from the provider, the check is watched live, nothing typed is lost. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CheckStep } from '../../preload/contract/provider.ts';
import { FakeParley } from './support/fake-parley.ts';
import { checkStep, eight } from './support/samples.ts';
import { show } from './support/show.ts';

const dialog = page.getByRole('dialog');
const key = dialog.getByRole('textbox', { name: 'API key' });
const button = (name: string) => dialog.getByRole('button', { name, exact: true });

function step(name: string, state: CheckStep['state'], detail = ''): CheckStep {
  const field = { Address: 'address', Key: 'key' }[name];
  return checkStep(name, state, { detail, ...(field ? { field } : {}) });
}

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({ accounts: [], conversations: [] });
});

async function openForm() {
  await show(fake);
  await page.getByRole('button', { name: 'Add an account' }).click();
  await dialog.getByRole('button', { name: /^8x8/ }).click();
}

async function reachKeepStep() {
  await openForm();
  await key.fill('secret-key');
  await button('Check the connection').click();
  await button('Continue').click();
}

describe('the form', () => {
  test('is drawn from the field descriptions', async () => {
    await openForm();
    await expect.element(dialog).toHaveAccessibleName('Connect to 8x8');
    await expect.element(key).toHaveAttribute('type', 'password');
    await expect.element(key).toHaveAccessibleDescription('Goes to the keychain of this computer and is never shown again.');
    await button('Show API key').click();
    await expect.element(key).toHaveAttribute('type', 'text');
    const rooms = dialog.getByRole('textbox', { name: /^Rooms/ });
    expect(rooms.element().tagName).toBe('TEXTAREA');
    await expect.element(rooms).toHaveAttribute('placeholder', 'CHAPI sandbox');
    const address = dialog.getByRole('textbox', { name: 'Server address' });
    await expect.element(address).not.toBeInTheDocument();
    await dialog.getByText('Advanced').click();
    await expect.element(address).toBeVisible();
  });

  test('says at the field what is missing, and goes there', async () => {
    await openForm();
    await button('Check the connection').click();
    await expect.element(key).toHaveAccessibleDescription(/API key is needed\./);
    await expect.element(key).toHaveAttribute('aria-invalid', 'true');
    await expect.element(key).toHaveFocus();
    expect(fake.argumentsOf('accounts.check')).toEqual([]);
    await key.fill('k');
    await expect.element(key).not.toHaveAttribute('aria-invalid');
  });

  test('offers every service there is', async () => {
    fake.start.providers = [eight, { ...eight, kind: 'other', name: 'Other chat', fields: [] }];
    await show(fake);
    await page.getByRole('button', { name: 'Add an account' }).click();
    await dialog.getByRole('button', { name: /^Other chat/ }).click();
    await expect.element(dialog).toHaveAccessibleName('Connect to Other chat');
    await button('Back').click();
    await expect.element(dialog.getByRole('button', { name: /^8x8/ })).toBeVisible();
  });
});

describe('the check', () => {
  test('shows its steps as they happen', async () => {
    let answer: (value: { passed: boolean; steps: CheckStep[] }) => void = () => {};
    fake.on('accounts.check', () => new Promise((resolve) => (answer = resolve)));
    await openForm();
    await key.fill('k');
    await button('Check the connection').click();
    await expect.poll(() => fake.argumentsOf('accounts.check')).toHaveLength(1);
    const [{ checkId, kind, values }] = fake.argumentsOf('accounts.check') as [{ checkId: string; kind: string; values: unknown }];
    expect({ kind, values }).toEqual({ kind: eight.kind, values: { key: 'k', rooms: '', address: '' } });
    fake.emit({ type: 'check-step', checkId, index: 0, step: step('Address', 'running') });
    await expect.element(dialog.getByRole('listitem')).toMatchTextContent(/running ?Address/);
    fake.emit(
      { type: 'check-step', checkId, index: 0, step: step('Address', 'passed', 'https://api.8x8.com/chat') },
      { type: 'check-step', checkId: 'another', index: 0, step: step('Not ours', 'running') },
      { type: 'check-step', checkId, index: 1, step: step('Key', 'running') },
    );
    await expect.poll(() => dialog.getByRole('listitem').elements().length).toBe(2);
    await expect.element(dialog.getByText('Not ours')).not.toBeInTheDocument();
    answer({ passed: true, steps: [step('Address', 'passed'), step('Key', 'passed')] });
    await expect.element(dialog.getByText('The connection works')).toBeVisible();
    await expect.element(button('Continue')).toBeVisible();
  });

  test('a failed step is told at its field, what was typed stays, and a change makes the check stale', async () => {
    fake.on('accounts.check', () => ({
      passed: false,
      steps: [step('Address', 'failed', 'With http:// the key would travel for anyone to read.'), step('Key', 'skipped')],
    }));
    await openForm();
    await key.fill('my key');
    await button('Check the connection').click();
    const address = dialog.getByRole('textbox', { name: 'Server address' });
    await expect.element(address).toHaveAccessibleDescription(/With http:\/\/ the key would travel for anyone to read\./);
    await expect.element(address).toHaveFocus();
    await expect.element(key).toHaveValue('my key');
    await expect.element(button('Continue anyway')).toBeVisible();
    await address.fill('https://gateway.example');
    await expect.element(dialog.getByText('The connection does not work yet')).not.toBeInTheDocument();
  });

  test('one that cannot run says why', async () => {
    fake.failNext('accounts.check', 'Parley is busy with another check.', 'conflict');
    await openForm();
    await key.fill('k');
    await button('Check the connection').click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('Parley is busy with another check.');
  });
});

describe('plain http', () => {
  const address = dialog.getByRole('textbox', { name: 'Server address' });
  const agree = dialog.getByRole('checkbox', { name: 'Send them unencrypted all the same' });

  test('to another computer needs the user’s word, which is about that address alone', async () => {
    await openForm();
    await key.fill('k');
    await dialog.getByText('Advanced').click();
    await address.fill('http://chat.intranet:8080');
    await expect.element(dialog.getByText('Anyone on the way could read along')).toBeVisible();
    await button('Check the connection').click();
    await expect.element(address).toHaveAccessibleDescription(/Use https:\/\/, or agree below to send everything unencrypted\./);
    expect(fake.argumentsOf('accounts.check')).toEqual([]);
    await agree.click();
    await button('Check the connection').click();
    await expect
      .poll(() => fake.argumentsOf('accounts.check'))
      .toMatchObject([{ values: { address: 'http://chat.intranet:8080', plainHttp: 'yes' } }]);
    await address.fill('http://other.intranet');
    await expect.element(agree).not.toBeChecked();
  });

  test.each(['http://localhost:9000', 'http://127.0.0.1', 'http://[::1]:80', 'https://chat.example.com', 'chat.example.com'])(
    'needs no word for %s',
    async (typed) => {
      await openForm();
      await key.fill('k');
      await dialog.getByText('Advanced').click();
      await address.fill(typed);
      await button('Check the connection').click();
      await expect.poll(() => fake.argumentsOf('accounts.check')).toHaveLength(1);
      await expect.element(agree).not.toBeInTheDocument();
    },
  );
});

describe('keeping the key', () => {
  test('goes to the keychain unless the user says otherwise, and ends in the inbox', async () => {
    await reachKeepStep();
    await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('8x8');
    await expect.element(dialog.getByRole('radio', { name: /^In the keychain/ })).toBeChecked();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Work');
    await button('Add account').click();
    await expect.element(dialog.getByText('Work is connected')).toBeVisible();
    expect(fake.argumentsOf('accounts.add')).toEqual([
      { kind: eight.kind, name: 'Work', values: { key: 'secret-key', rooms: '', address: '' }, keep: 'keychain' },
    ]);
    await button('Open the inbox').click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('navigation', { name: 'Inbox' })).toBeVisible();
    expect(document.body.innerHTML).not.toContain('secret-key');
  });

  test('without a keychain nothing is chosen for the user', async () => {
    fake.start.keychain = { available: false, backend: '', sentence: 'No secret service answers.' };
    await reachKeepStep();
    await expect.element(dialog.getByRole('radio', { name: /^In the keychain/ })).toBeDisabled();
    await expect.element(dialog.getByText('No secret service answers.')).toBeVisible();
    await expect.element(button('Add account')).toBeDisabled();
    await dialog.getByRole('radio', { name: /^Keep for this run only/ }).click();
    await button('Add account').click();
    await expect.poll(() => fake.argumentsOf('accounts.add')).toMatchObject([{ keep: 'run' }]);
  });

  test('a keychain that refuses leaves everything as it was', async () => {
    await reachKeepStep();
    fake.failNext('accounts.add', 'The keychain is locked.', 'keychain');
    await button('Add account').click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The keychain is locked\. Nothing you typed is lost/);
    await button('Back').click();
    await expect.element(key).toHaveValue('secret-key');
  });

  test('what is wrong with a field is told at the field', async () => {
    await reachKeepStep();
    fake.failNext('accounts.add', 'The account cannot be added like this.', 'provider', { key: 'This key belongs to somebody else.' });
    await button('Add account').click();
    await expect.element(key).toHaveAccessibleDescription(/This key belongs to somebody else\./);
    await expect.element(dialog.getByText('The account cannot be added like this.')).toBeVisible();
  });

  test('any other failure is told in its own words', async () => {
    await reachKeepStep();
    fake.failNext('accounts.add', 'The disk is full.', 'storage');
    await button('Add account').click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('The disk is full.');
  });
});

test('the whole way works without a mouse', async () => {
  await show(fake);
  await expect.element(page.getByRole('button', { name: 'Add an account' })).toBeVisible();
  await userEvent.keyboard('{Control>}n{/Control}');
  await expect.element(dialog).toHaveFocus();
  await userEvent.tab();
  await userEvent.tab();
  await expect.element(dialog.getByRole('button', { name: /^8x8/ })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await key.fill('k');
  await userEvent.keyboard('{Enter}');
  await expect.element(button('Continue')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toBeVisible();
});
