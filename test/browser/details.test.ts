/** An account's details: how it is doing, its connection step by step, and every call it made. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { checkReport } from '../../renderer/lib/format/report.ts';
import { FakeParley } from './support/fake-parley.ts';
import { account, callRecord, checkStep, day, health, minute } from './support/samples.ts';
import { show } from './support/show.ts';

const strips = page.getByRole('region', { name: 'Accounts' });
const dialog = page.getByRole('dialog', { name: 'Northwind work' });
const tab = (name: string) => dialog.getByRole('tab', { name });

let fake: FakeParley;
const copied = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());

beforeEach(() => {
  fake = new FakeParley();
  copied.mockClear();
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(copied);
});

async function openDetails() {
  await show(fake);
  await strips.getByRole('button', { name: /^(Caught up|Offline)/ }).click();
  await expect.element(dialog).toBeVisible();
}

describe('health', () => {
  test('says in words how far behind the account is and what is left of its budget', async () => {
    const now = Date.now();
    fake.start.accounts = [
      account({
        health: health({
          lastSuccessAt: now - 3 * minute,
          oldestReadAt: now - 7 * minute,
          nextPollAt: now + minute,
          budget: { left: 4, of: 30, per: 30_000 },
          live: 'on',
        }),
      }),
    ];
    await openDetails();
    await expect.element(dialog.getByText(/3 minutes ago/)).toBeVisible();
    await expect.element(dialog.getByText(/or later · 7 minutes ago/)).toBeVisible();
    await expect.element(dialog.getByText('4 of 30 in any 30 s')).toBeVisible();
    await expect.element(dialog.getByText('On: new messages arrive at once.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(strips.getByRole('button', { name: /^Caught up/ })).toHaveFocus();
  });

  test('in trouble it says what happened, how often, and offers the way out', async () => {
    fake.start.accounts = [
      account({
        health: health({
          state: 'offline',
          sentence: 'No answer.',
          errorStreak: 5,
          oldestReadAt: null,
          lastSuccessAt: Date.now() - 3 * day,
        }),
      }),
    ];
    await openDetails();
    await expect.element(dialog.getByText('No answer.')).toBeVisible();
    await expect.element(dialog.getByText(/3 days ago/)).toBeVisible();
    await expect.element(dialog.getByText('Not all of them yet')).toBeVisible();
    await expect.element(dialog.getByText('5', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => fake.argumentsOf('accounts.refresh')).toEqual([{ accountId: 'work' }]);
  });
});

describe('the connection check', () => {
  test('scrolls by itself, and leaves the title of the dialog in its place', async () => {
    const steps = Array.from({ length: 20 }, (_, index) => checkStep(`Step ${index + 1}`, 'passed', { detail: 'It works.' }));
    fake.on('accounts.check', () => ({ passed: true, steps }));
    await openDetails();
    await tab('Connection check').click();
    await dialog.getByRole('button', { name: 'Run the check' }).click();
    await dialog.getByText('Step 20').element().scrollIntoView();
    await expect.element(dialog.getByText('Step 20')).toBeInViewport();
    await expect.element(dialog.getByRole('heading', { name: 'Northwind work' })).toBeInViewport();
  });

  test('runs for the account that is there, and its report can be handed on', async () => {
    fake.on('accounts.check', () => ({
      passed: false,
      steps: [
        checkStep('Name lookup', 'passed', { detail: 'api.8x8.com is 192.0.2.7.' }),
        checkStep('Encryption', 'failed', {
          detail: 'The certificate has expired.',
          fix: 'Ask whoever runs the server.',
          milliseconds: 1240,
        }),
      ],
    }));
    await openDetails();
    await tab('Connection check').click();
    await dialog.getByRole('button', { name: 'Run the check' }).click();
    await expect.element(dialog.getByText('The certificate has expired.')).toBeVisible();
    await expect.element(dialog.getByText('Ask whoever runs the server.')).toBeVisible();
    expect(fake.argumentsOf('accounts.check')).toMatchObject([{ accountId: 'work', values: { rooms: 'CHAPI sandbox' } }]);
    await dialog.getByRole('button', { name: 'Copy report' }).click();
    await expect.element(page.getByText('Copied.')).toBeVisible();
    expect(copied.mock.calls[0]?.[0]).toMatch(
      /^Connection check of 8x8\nParley 0\.1\.0 on linux, \d{4}-.*Z\n\n1\. Name lookup: passed \(12 ms\)\n {3}api\.8x8\.com is 192\.0\.2\.7\.\n2\. Encryption: failed \(1\.2 s\)\n {3}The certificate has expired\.\n {3}What to do: Ask whoever runs the server\.\n$/,
    );
  });

  test('a report of nothing but steps is still one', () => {
    const report = checkReport({
      version: '1',
      platform: 'linux',
      service: 'S',
      at: 0,
      steps: [checkStep('Key', 'skipped', { milliseconds: null })],
    });
    expect(report).toBe('Connection check of S\nParley 1 on linux, 1970-01-01T00:00:00.000Z\n\n1. Key: skipped\n');
  });

  test('a clipboard that refuses is said', async () => {
    copied.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    await openDetails();
    await tab('Connection check').click();
    await dialog.getByRole('button', { name: 'Run the check' }).click();
    await dialog.getByRole('button', { name: 'Copy report' }).click();
    await expect.element(page.getByText(/did not let Parley use the clipboard/)).toBeVisible();
  });
});

describe('requests', () => {
  const rows = () => dialog.getByRole('listitem').elements();

  test('are listed newest first, and come in while one looks', async () => {
    fake.on('accounts.watchCalls', () => [callRecord({ id: 1 }), callRecord({ id: 2, method: 'POST', status: 429, failure: '' })]);
    await openDetails();
    await tab('Requests').click();
    await expect.poll(() => rows().map((row) => row.textContent?.match(/GET|POST/)?.[0])).toEqual(['POST', 'GET']);
    fake.emit(
      { type: 'call', accountId: 'work', record: callRecord({ id: 3, method: 'PUT', status: null, milliseconds: null, bytes: null }) },
      { type: 'call', accountId: 'another', record: callRecord({ id: 4 }) },
    );
    await expect.element(dialog.getByRole('button', { name: /PUT.*running/ })).toBeVisible();
    fake.emit({ type: 'call', accountId: 'work', record: callRecord({ id: 3, method: 'PUT', status: 204, milliseconds: 1500, bytes: 0 }) });
    await expect.element(dialog.getByRole('button', { name: /PUT.*204.*1\.5 s/ })).toBeVisible();
    await expect.poll(() => rows().length).toBe(3);
  });

  test('one opens with all that is known, and can be copied for a command line', async () => {
    const record = callRecord({
      id: 1,
      status: null,
      failure: 'The connection was reset.',
      retryOf: 'The service asked to wait.',
      curl: 'curl …',
    });
    fake.on('accounts.watchCalls', () => [record]);
    await openDetails();
    await tab('Requests').click();
    const row = dialog.getByRole('button', { name: /GET.*made again.*No answer/ });
    await row.click();
    await expect.element(row).toHaveAttribute('aria-expanded', 'true');
    await expect.element(dialog.getByText('The connection was reset.')).toBeVisible();
    await expect.element(dialog.getByText('The service asked to wait.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Copy as curl' }).click();
    expect(copied).toHaveBeenCalledWith('curl …');
  });

  test('hundreds are no burden, and watching ends with the dialog', async () => {
    fake.on('accounts.watchCalls', () => Array.from({ length: 200 }, (_, index) => callRecord({ id: index + 1 })));
    await openDetails();
    await tab('Requests').click();
    await expect.poll(() => rows().length).toBeGreaterThan(5);
    expect(rows().length).toBeLessThan(40);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => fake.argumentsOf('accounts.watchCalls')).toEqual([{ accountId: 'work' }, { accountId: null }]);
  });

  test('none yet, and none to be had, are said', async () => {
    fake.failNext('accounts.watchCalls', 'The account is gone.', 'not-found');
    await openDetails();
    await tab('Requests').click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The account is gone\./);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.element(dialog.getByText('No calls yet')).toBeVisible();
  });
});
