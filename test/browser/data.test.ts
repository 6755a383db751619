/** The user's own data on screen: sizes, how long it is kept, exports and imports as they go. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { DataJob, Sizes } from '../../preload/contract/data.ts';
import { FakeParley } from './support/fake-parley.ts';
import { account, conversation, day, message } from './support/samples.ts';
import { show } from './support/show.ts';

const strips = page.getByRole('region', { name: 'Accounts' });
const dialog = page.getByRole('dialog');
const button = (name: string | RegExp) => dialog.getByRole('button', { name });

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Harbour' })] });
  fake.addMessages(message({ id: 1 }));
  fake.data.sizes = sizes();
});

function sizes(part: Partial<Sizes> = {}): Sizes {
  return {
    measuredAt: Date.now(),
    file: { bytes: 48_200_000, freeBytes: 1_200_000 },
    accounts: [{ accountId: 'work', conversations: 12, messages: 31_842, textBytes: 9_100_000, fileBytes: 31_000_000 }],
    backups: { count: 2, bytes: 91_000_000, newestAt: Date.now() - day },
    setAside: { count: 0, bytes: 0 },
    ...part,
  };
}

function job(part: Partial<DataJob> = {}): DataJob {
  const scope = { kind: 'account', accountId: 'work' } as const;
  return { kind: 'export', scope, state: 'running', part: 0.42, sentence: '', canContinue: false, hasFolder: false, ...part };
}

async function openTab() {
  await show(fake);
  await strips.getByRole('button', { name: /^Caught up/ }).click();
  await dialog.getByRole('tab', { name: 'Data' }).click();
}

async function openSettings() {
  await show(fake);
  fake.emit({ type: 'navigate', to: { dialog: 'settings' } });
  await expect.element(dialog.getByRole('heading', { name: 'Your data' })).toBeVisible();
}

async function openExport() {
  await show(fake);
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await page.getByRole('menuitem', { name: 'Export conversation…' }).click();
}

describe('sizes', () => {
  test('are told by account, with the moment they are of', async () => {
    await openTab();
    await expect.element(dialog.getByText('31,842')).toBeVisible();
    await expect.element(dialog.getByText('About 31 MB of 48.2 MB')).toBeVisible();
    await expect.element(dialog.getByText(/^As of \d/)).toBeVisible();
    await button('Measure again').click();
    expect(fake.argumentsOf('data.measure')).toHaveLength(1);
  });

  test('are being measured, or could not be', async () => {
    fake.data = { ...fake.data, sizes: null, measuring: true };
    await openTab();
    await expect.element(dialog.getByText('Measuring…')).toBeVisible();
    fake.setData({ sizes: sizes(), measuring: false });
    await expect.element(dialog.getByText('31,842')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    fake.failNext('data.state', 'The database is damaged.', 'storage');
    fake.emit({ type: 'navigate', to: { dialog: 'settings' } });
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The database is damaged\./);
    await button('Try again').click();
    await expect.element(dialog.getByText('48.2 MB, 1.2 MB of it free')).toBeVisible();
  });

  test('in the settings: the whole, its backups, and what was kept aside', async () => {
    fake.data.sizes = sizes({ setAside: { count: 1, bytes: 5_000_000 } });
    await openSettings();
    await expect.element(dialog.getByText(/^2 backups, 91 MB · newest from/)).toBeVisible();
    await expect.element(dialog.getByText(/^1 file, 5 MB\. Removed messages may still be in there/)).toBeVisible();
  });
});

describe('keeping messages', () => {
  const days = dialog.getByRole('textbox', { name: 'Days to keep' });

  test('for some days says what goes before it goes, and does nothing when one thinks better of it', async () => {
    fake.on('data.countOutdated', () => ({ messages: 1204, oldest: Date.now() - 800 * day }));
    await openTab();
    await dialog.getByRole('radio', { name: /^Remove messages/ }).click();
    await days.fill('90');
    await button('Apply').click();
    const confirm = page.getByRole('alertdialog', { name: 'Remove 1,204 messages?' });
    await expect.element(confirm.getByText(/This cannot be undone\./)).toBeVisible();
    await expect.element(confirm.getByText(/Saved messages stay\. Backups that hold the removed ones are replaced/)).toBeVisible();
    await expect.element(confirm.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(fake.argumentsOf('data.setRetention')).toEqual([]);
    await button('Apply').click();
    await confirm.getByRole('button', { name: 'Remove and keep 90 days' }).click();
    await expect.element(page.getByText('“Northwind work” keeps 90 days.')).toBeVisible();
    expect(fake.argumentsOf('data.setRetention')).toEqual([{ accountId: 'work', days: 90 }]);
    await expect.element(button('Apply')).not.toBeInTheDocument();
  });

  test('takes whole numbers that make sense only', async () => {
    await openTab();
    await dialog.getByRole('radio', { name: /^Remove messages/ }).click();
    for (const wrong of ['6', '3651', '1e2', '']) {
      await days.fill(wrong);
      await expect.element(dialog.getByText('A whole number from 7 to 3,650 days.')).toBeVisible();
      await expect.element(button('Apply')).toBeDisabled();
    }
  });

  test('everything again needs no warning', async () => {
    fake.data.keepDays = { work: 30 };
    await openTab();
    await expect.element(days).toHaveValue('30');
    await dialog.getByText('Keep everything').click();
    await button('Apply').click();
    await expect.element(page.getByText('“Northwind work” keeps everything from now on.')).toBeVisible();
    expect(fake.argumentsOf('data.setRetention')).toEqual([{ accountId: 'work', days: null }]);
  });

  test('is said at the top of a conversation whose beginning is not kept', async () => {
    fake.updateConversation(1, { letGoBefore: Date.now() - 30 * day });
    await show(fake);
    await expect.element(page.getByText(/^Messages from before .* are not kept on this computer/)).toBeVisible();
  });
});

describe('an export', () => {
  test('begins in the format chosen, and shows how far it is until it is cancelled', async () => {
    fake.on('data.export', () => {
      fake.setData({ job: job() });
      return true;
    });
    await openTab();
    await dialog.getByRole('radio', { name: /^JSON Lines/ }).click();
    await button('Export this account…').click();
    expect(fake.argumentsOf('data.export')).toEqual([{ scope: { kind: 'account', accountId: 'work' }, format: 'jsonl' }]);
    const bar = dialog.getByRole('progressbar', { name: 'Exporting · 42 %' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '42');
    await button('Cancel').click();
    fake.setData({ job: job({ state: 'cancelled', sentence: 'The export was cancelled.', canContinue: true }) });
    await expect.element(dialog.getByRole('status').getByText('The export was cancelled.')).toBeVisible();
    await button('Continue').click();
    expect([fake.argumentsOf('data.cancel'), fake.argumentsOf('data.continue')].map((calls) => calls.length)).toEqual([1, 1]);
  });

  test('is still there when one comes back to it, and elsewhere it says that it runs', async () => {
    await openTab();
    fake.setData({ job: job({ part: 0.1 }) });
    await userEvent.keyboard('{Escape}');
    await strips.getByRole('button', { name: /^Caught up/ }).click();
    await dialog.getByRole('tab', { name: 'Data' }).click();
    await expect.element(dialog.getByText('Exporting · 10 %')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    fake.emit({ type: 'navigate', to: { dialog: 'settings' } });
    await expect.element(dialog.getByText('Another export is running · 10 %')).toBeVisible();
    await expect.element(button('Export everything…')).toHaveAttribute('aria-disabled', 'true');
  });

  test('that ended while nobody looked is told once', async () => {
    fake.data.job = job();
    await openTab();
    await userEvent.keyboard('{Escape}');
    fake.setData({ job: job({ state: 'done', part: 1, sentence: 'Exported 12 conversations with 31,842 messages.', hasFolder: true }) });
    await expect.element(page.getByText('Exported 12 conversations with 31,842 messages.')).toBeVisible();
  });

  test('of a conversation starts from its menu; done, its folder can be shown and the word dismissed', async () => {
    const scope = { kind: 'conversation', conversationId: 1 } as const;
    await openExport();
    await button('Export…').click();
    expect(fake.argumentsOf('data.export')).toEqual([{ scope, format: 'html' }]);
    fake.setData({ job: job({ scope, state: 'done', part: 1, sentence: 'Exported 1 conversation with 1 message.', hasFolder: true }) });
    await button('Show folder').click();
    expect(fake.argumentsOf('data.showExport')).toHaveLength(1);
    await button('Dismiss').click();
    await expect.element(dialog.getByText('Exported 1 conversation with 1 message.')).not.toBeInTheDocument();
  });

  test('that failed says why and can go on', async () => {
    await openTab();
    fake.setData({ job: job({ state: 'failed', sentence: 'The disk of the export is full.', canContinue: true }) });
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The disk of the export is full\./);
    fake.failNext('data.continue', 'There is nothing to go on with. Start it anew.', 'conflict');
    await button('Continue').click();
    await expect.element(page.getByText('It did not go on. There is nothing to go on with. Start it anew.')).toBeVisible();
  });
});

describe('an export that was interrupted', () => {
  const band = page.getByRole('region', { name: 'Notices' });
  const sentence = 'Parley was closed before the export of everything, begun on May 3, 2025, was done.';
  const interrupted = (part: Partial<DataJob> = {}) =>
    job({ scope: { kind: 'all' }, state: 'interrupted', part: 0, sentence, canContinue: true, ...part });

  beforeEach(() => {
    fake.start.job = interrupted();
    fake.data.job = fake.start.job;
  });

  test('is offered at the top, and shown there until it is done and dismissed', async () => {
    await show(fake);
    await expect.element(band.getByRole('status')).toMatchTextContent(/^Export interrupted ?Parley was closed before/);
    await band.getByRole('button', { name: 'Continue' }).click();
    expect(fake.argumentsOf('data.continue')).toHaveLength(1);
    fake.setData({ job: interrupted({ state: 'running', part: 0.6, sentence: '', canContinue: false }) });
    await expect.element(band.getByRole('progressbar', { name: 'Exporting · 60 %' })).toBeVisible();
    fake.setData({
      job: interrupted({ state: 'done', part: 1, sentence: 'Exported 2 conversations.', canContinue: false, hasFolder: true }),
    });
    await band.getByRole('button', { name: 'Show folder' }).click();
    expect(fake.argumentsOf('data.showExport')).toHaveLength(1);
    await band.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(band).not.toBeInTheDocument();
    await expect.element(page.getByText('Exported 2 conversations.')).not.toBeInTheDocument();
  });

  test('is offered where it was started as well, and dismissed in both places at once', async () => {
    await openSettings();
    await expect.element(dialog.getByText(sentence)).toBeVisible();
    await button('Dismiss').click();
    expect(fake.argumentsOf('data.dismiss')).toHaveLength(1);
    await expect.element(page.getByText(sentence)).not.toBeInTheDocument();
    fake.setData({ job: interrupted({ state: 'running', part: 0.1 }) });
    await expect.element(dialog.getByRole('progressbar', { name: 'Exporting · 10 %' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  });

  test('makes way for another one', async () => {
    await show(fake);
    await expect.element(band).toBeVisible();
    fake.setData({ job: job() });
    await expect.element(band).not.toBeInTheDocument();
  });
});

test('an import goes into all accounts from the settings, into one from its details', async () => {
  await openSettings();
  await button('Import…').click();
  await userEvent.keyboard('{Escape}');
  await strips.getByRole('button', { name: /^Caught up/ }).click();
  await dialog.getByRole('tab', { name: 'Data' }).click();
  await button('Import into this account…').click();
  expect(fake.argumentsOf('data.import')).toEqual([{ accountId: null }, { accountId: 'work' }]);
  fake.setData({ job: job({ kind: 'import', state: 'done', part: 1, sentence: 'Imported 4 new messages in 1 conversation.' }) });
  await expect.element(dialog.getByText('Imported 4 new messages in 1 conversation.')).toBeVisible();
});

test('every control is reached by keyboard', async () => {
  fake.start.accounts = [account()];
  await openExport();
  await userEvent.keyboard('{Tab}{Tab}{Tab}{Enter}');
  await expect.poll(() => fake.argumentsOf('data.export')).toHaveLength(1);
});
