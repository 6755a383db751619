/** Sign-ins of several steps: for a new account, for one that was signed out, and for one conversation. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { codeStep, keyAuth, personStep, spikaUser } from './support/providers.ts';
import { account, checkStep, conversation, health } from './support/samples.ts';
import { show } from './support/show.ts';

const dialog = page.getByRole('dialog');
const code = dialog.getByRole('textbox', { name: 'Code' });
const button = (name: string) => dialog.getByRole('button', { name, exact: true });

let fake: FakeParley;

describe('a new account', () => {
  beforeEach(async () => {
    fake = new FakeParley({ accounts: [], conversations: [], providers: [spikaUser] });
    fake.on('signIn.begin', () => ({ done: false, step: codeStep }));
    await show(fake);
    await page.getByRole('button', { name: 'Add an account' }).click();
    await dialog.getByRole('button', { name: /^Spika/ }).click();
  });

  async function fillForm() {
    await dialog.getByRole('textbox', { name: 'Server address' }).fill('https://chat.example.com');
    await dialog.getByRole('textbox', { name: 'Telephone number' }).fill('+385911234567');
    await button('Continue').click();
  }

  const begun = () => fake.argumentsOf('signIn.begin') as { signInId: string; target: unknown }[];

  test('goes from form to code to check to keeping, and hands the sign-in over', async () => {
    await expect.element(dialog.getByText('Spika may sign out your other devices when Parley signs in.')).toBeVisible();
    await expect.element(dialog.getByRole('textbox', { name: 'Telephone number' })).toHaveAttribute('type', 'tel');
    await fillForm();
    await expect.element(code).toHaveFocus();
    await expect.element(dialog).toHaveAccessibleName('Sign in to Spika');
    await expect.element(code).toHaveAttribute('autocomplete', 'one-time-code');
    await expect.element(code).toHaveAttribute('inputmode', 'numeric');
    await userEvent.keyboard('123456{Enter}');
    await expect.element(dialog.getByText('The connection works')).toBeVisible();
    await button('Continue').click();
    await button('Add account').click();
    await expect.element(dialog.getByText('Spika is connected')).toBeVisible();
    const [{ signInId, target }] = begun() as [{ signInId: string; target: unknown }];
    const values = { address: 'https://chat.example.com', telephone: '+385911234567' };
    expect(target).toEqual({ kind: 'spika-user', values });
    expect(fake.argumentsOf('signIn.answer')).toEqual([{ signInId, values: { code: '123456' } }]);
    expect(fake.argumentsOf('accounts.check')).toMatchObject([{ kind: 'spika-user', values, signInId }]);
    expect(fake.argumentsOf('accounts.add')).toMatchObject([{ values, signInId, keep: 'keychain' }]);
    await button('Open the inbox').click();
    expect(fake.argumentsOf('signIn.cancel')).toEqual([]);
  });

  test('a field with a value of its own may be left empty', async () => {
    const [field] = codeStep.fields;
    fake.on('signIn.begin', () => ({ done: false, step: { ...codeStep, fields: [{ ...field!, defaultValue: '777777' }] } }));
    await fillForm();
    await button('Sign in').click();
    await expect.element(dialog.getByText('The connection works')).toBeVisible();
    expect(fake.argumentsOf('signIn.answer')).toMatchObject([{ values: { code: '' } }]);
  });

  test('a wrong code is told at its field, and the step can be answered again', async () => {
    await fillForm();
    fake.failNext('signIn.answer', 'The code is wrong.', 'provider', { code: 'This is not the code Spika sent.' });
    await code.fill('000000');
    await button('Sign in').click();
    await expect.element(code).toHaveAccessibleDescription('This is not the code Spika sent.');
    await expect.element(code).toHaveFocus();
    await code.fill('123456');
    await expect.element(code).not.toHaveAttribute('aria-invalid');
    await button('Sign in').click();
    await expect.element(dialog.getByText('The connection works')).toBeVisible();
  });

  test('a new code begins anew and lets go of the old one', async () => {
    await fillForm();
    await button('Send a new code').click();
    await expect.poll(() => begun().length).toBe(2);
    expect(begun()[1]?.target).toEqual(begun()[0]?.target);
    await expect.poll(() => fake.argumentsOf('signIn.cancel')).toEqual([{ signInId: begun()[0]?.signInId }]);
    await code.fill('654321');
    await button('Sign in').click();
    expect(fake.argumentsOf('signIn.answer')).toEqual([{ signInId: begun()[1]?.signInId, values: { code: '654321' } }]);
  });

  test('a new code that is not to be had leaves the old one good', async () => {
    await fillForm();
    fake.failNext('signIn.begin', 'Spika asks you to wait a minute.', 'provider');
    await button('Send a new code').click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('Spika asks you to wait a minute.');
    await code.fill('123456');
    await button('Sign in').click();
    expect(fake.argumentsOf('signIn.answer')).toMatchObject([{ signInId: begun()[0]?.signInId }]);
    expect(fake.argumentsOf('signIn.cancel')).toEqual([]);
  });

  test('what the service says about the form is told on the form', async () => {
    fake.failNext('signIn.begin', 'The number is wrong.', 'provider', { telephone: 'No country code.' });
    await fillForm();
    await expect.element(dialog.getByRole('textbox', { name: 'Telephone number' })).toHaveAccessibleDescription('No country code.');
    await expect.element(dialog.getByRole('textbox', { name: 'Telephone number' })).toHaveFocus();
    await expect.element(dialog.getByText('The number is wrong.')).toBeVisible();
  });

  test('closing lets go of what was begun', async () => {
    await fillForm();
    await expect.element(code).toBeVisible();
    await button('Close').click();
    await expect.poll(() => fake.argumentsOf('signIn.cancel')).toEqual([{ signInId: begun()[0]?.signInId }]);
  });

  test('a check that fails after the sign-in can be repeated without another code', async () => {
    fake.on('accounts.check', () => ({ passed: false, steps: [checkStep('Rooms', 'failed', { detail: 'No answer.', fix: 'Wait.' })] }));
    await fillForm();
    await code.fill('123456');
    await button('Sign in').click();
    await expect.element(dialog.getByText('Wait.')).toBeVisible();
    await button('Back').click();
    await button('Continue').click();
    await expect.element(button('Check again')).toBeVisible();
    expect(begun()).toHaveLength(1);
  });
});

describe('an account that was signed out', () => {
  const strips = page.getByRole('region', { name: 'Accounts' });
  const signedOut = { health: health({ state: 'refused', sentence: 'Spika signed this computer out.' }) };

  test('signs in again where the trouble is told', async () => {
    fake = new FakeParley({ providers: [spikaUser], accounts: [account({ kind: 'spika-user', ...signedOut })] });
    fake.on('signIn.begin', () => ({ done: false, step: codeStep }));
    await show(fake);
    await expect.element(strips.getByText('Signed out')).toBeVisible();
    await strips.getByRole('button', { name: 'Sign in again' }).click();
    await expect.element(code).toHaveFocus();
    await userEvent.keyboard('123456{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByText('“Northwind work” is signed in again.')).toBeVisible();
    expect(fake.argumentsOf('signIn.begin')).toMatchObject([{ target: { accountId: 'work', values: {} } }]);
  });

  test('a secret may be changed first; an empty field keeps it', async () => {
    fake = new FakeParley({ providers: [keyAuth], accounts: [account({ kind: 'keyauth', ...signedOut })] });
    await show(fake);
    await strips.getByRole('button', { name: 'Sign in again' }).click();
    await dialog.getByRole('textbox', { name: /^Password/ }).fill('new one');
    await button('Sign in').click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(fake.argumentsOf('signIn.begin')).toMatchObject([{ target: { accountId: 'work', values: { password: 'new one' } } }]);
  });

  test('one that cannot begin says why and can be tried again', async () => {
    fake = new FakeParley({ providers: [spikaUser], accounts: [account({ kind: 'spika-user', ...signedOut })] });
    fake.on('signIn.begin', () => ({ done: false, step: codeStep }));
    fake.failNext('signIn.begin', 'Spika could not be reached.', 'provider');
    await show(fake);
    await strips.getByRole('button', { name: 'Sign in again' }).click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/Spika could not be reached\./);
    await button('Try again').click();
    await expect.element(code).toBeVisible();
  });
});

describe('one conversation', () => {
  beforeEach(async () => {
    fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Support', signIn: 'needed', draft: 'hello' })] });
    fake.on('signIn.begin', () => ({ done: false, step: personStep }));
    fake.on('signIn.answer', ({ values }: { values: Record<string, string> }) =>
      'code' in values ? { done: true } : { done: false, step: codeStep },
    );
    await show(fake);
  });

  async function reachCode() {
    await page.getByRole('button', { name: 'Join…' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Sam');
    await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('sam@example.com');
    await dialog.getByRole('textbox', { name: 'Chat password' }).fill('opensesame');
    await button('Continue').click();
    await expect.element(code).toHaveFocus();
  }

  test('is joined before it can be written to, and keeps its draft', async () => {
    await expect.element(page.getByText('Join this room to write here.')).toBeVisible();
    await expect.element(page.getByText('Your draft is kept: hello')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: /^Message to/ })).not.toBeInTheDocument();
    await reachCode();
    await userEvent.keyboard('42{Enter}');
    await expect.element(page.getByText('You can write in “Support” now.')).toBeVisible();
    fake.updateConversation(1, { signIn: 'done' });
    await expect.element(page.getByRole('textbox', { name: /^Message to/ })).toHaveValue('hello');
  });

  test('a new code needs no second typing of what was accepted', async () => {
    await reachCode();
    await button('Send a new code').click();
    await expect.poll(() => fake.argumentsOf('signIn.answer')).toHaveLength(2);
    const [first, second] = fake.argumentsOf('signIn.answer') as { signInId: string; values: unknown }[];
    expect(second?.values).toEqual(first?.values);
    expect(second?.signInId).not.toBe(first?.signInId);
    await expect.element(code).toBeVisible();
  });
});
