/** The window as a whole: first run, start, notices, settings, rehearsal, keyboard and focus. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { account, conversation, day, message } from './support/samples.ts';
import { show } from './support/show.ts';

const dialog = page.getByRole('dialog');
const rehearsal = {
  running: true,
  accountIds: ['work'],
  faults: [{ id: 'slow', label: 'Slow answers', detail: 'Three seconds each.' }],
  activeFault: null,
};

function oneRoom(): FakeParley {
  return new FakeParley({ conversations: [conversation({ id: 1, title: 'Room' })] });
}

describe('first run', () => {
  test('welcomes, says where things live, and offers both ways in', async () => {
    const fake = new FakeParley({ accounts: [], conversations: [] });
    await show(fake);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.element(page.getByText(/there is no Parley server/)).toBeVisible();
    await page.getByRole('button', { name: 'Try it with sample conversations' }).click();
    await expect.poll(() => fake.argumentsOf('rehearsal.start')).toHaveLength(1);
    fake.emit({ type: 'upsert', object: 'account', value: account({ keep: 'rehearsal' }) });
    await expect.element(page.getByRole('navigation', { name: 'Inbox' })).toBeVisible();
    fake.emit({ type: 'upsert', object: 'conversation', value: conversation({ id: 5, title: 'Sample room' }) });
    await expect.element(page.getByRole('region', { name: 'Conversation Sample room' })).toBeVisible();
  });

  test('a keychain that does not work is told with a way to retry', async () => {
    const fake = new FakeParley({
      accounts: [],
      conversations: [],
      keychain: { available: false, backend: '', sentence: 'No secret service answers.' },
    });
    await show(fake);
    await expect.element(page.getByText(/No secret service answers\./)).toBeVisible();
    fake.start.keychain = { available: true, backend: 'Test', sentence: '' };
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect.element(page.getByText('The keychain works now.')).toBeVisible();
    await expect.element(page.getByText(/No secret service answers\./)).not.toBeInTheDocument();
  });
});

describe('start', () => {
  test('reports its first paint once, after the first page is there', async () => {
    const fake = oneRoom();
    fake.addMessages(message({ id: 1, text: 'Painted' }));
    const release = fake.hold('messages.page');
    await show(fake);
    await expect.element(page.getByRole('navigation', { name: 'Inbox' })).toBeVisible();
    expect(fake.argumentsOf('app.painted')).toEqual([]);
    release();
    await expect.poll(() => fake.argumentsOf('app.painted')).toHaveLength(1);
    await page.getByRole('button', { name: /^Room/ }).click();
    expect(fake.argumentsOf('app.painted')).toHaveLength(1);
  });

  test('that fails says why and can be tried again', async () => {
    const fake = oneRoom();
    fake.failNext('app.start', 'The folder cannot be written to.', 'storage');
    await show(fake);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The folder cannot be written to\./);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('navigation', { name: 'Inbox' })).toBeVisible();
  });

  test('changes that come before the start state are not lost', async () => {
    const fake = oneRoom();
    const release = fake.hold('app.start');
    await show(fake);
    fake.emit({ type: 'upsert', object: 'conversation', value: conversation({ id: 9, title: 'Early bird' }) });
    release();
    await expect.element(page.getByRole('button', { name: /^Early bird/ })).toBeVisible();
  });

  test('waits for the first reads before it opens the newest conversation', async () => {
    const fresh = { caughtUpAt: null, lastMessage: null };
    const fake = new FakeParley({
      conversations: [conversation({ id: 1, title: 'A', ...fresh }), conversation({ id: 2, title: 'B', ...fresh })],
    });
    const session = await show(fake);
    await expect.element(page.getByText('Reading your conversations')).toBeVisible();
    fake.updateConversation(1, {
      caughtUpAt: Date.now(),
      lastMessage: { author: 'Ana', text: 'old', sentAt: Date.now() - day, mine: false },
    });
    expect(session.open).toBeNull();
    fake.updateConversation(2, { caughtUpAt: Date.now(), lastMessage: { author: 'Ana', text: 'new', sentAt: Date.now(), mine: false } });
    await expect.poll(() => session.openConversation?.title).toBe('B');
  });

  test('one room that was never read does not keep the others waiting', async () => {
    const fake = new FakeParley({
      conversations: [conversation({ id: 1, title: 'A' }), conversation({ id: 2, title: 'B', caughtUpAt: null })],
    });
    const session = await show(fake);
    await expect.poll(() => session.openConversation?.title).toBe('A');
  });

  test('leads to the notification that started it', async () => {
    const fake = new FakeParley({
      conversations: [conversation({ id: 1, title: 'Room' }), conversation({ id: 2, title: 'Other' })],
      navigateTo: { conversationId: 2, messageId: null },
    });
    const session = await show(fake);
    await expect.poll(() => session.openConversation?.title).toBe('Other');
  });
});

describe('notices', () => {
  test('stand at the top until they are dismissed', async () => {
    const fake = oneRoom();
    fake.start.notices = [{ id: 'n1', tone: 'warning', title: 'Your database was repaired.', detail: 'Nothing was lost.' }];
    await show(fake);
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect.element(notices.getByRole('alert')).toMatchTextContent(/Your database was repaired\. ?Nothing was lost\./);
    await notices.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(notices).not.toBeInTheDocument();
    expect(fake.argumentsOf('app.dismissNotice')).toEqual([{ id: 'n1' }]);
  });

  test('of a damaged database have a button that repairs it', async () => {
    const fake = oneRoom();
    await show(fake);
    const value = { id: 'store-damaged', tone: 'danger', title: 'Damaged', detail: 'Repair it now.', action: 'repair' } as const;
    fake.emit({ type: 'upsert', object: 'notice', value });
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Repair now' }).click();
    await expect.poll(() => fake.argumentsOf('app.repair')).toHaveLength(1);
  });
});

describe('rehearsal', () => {
  test('is marked, lets faults be switched and ends', async () => {
    const fake = oneRoom();
    fake.start.rehearsal = rehearsal;
    await show(fake);
    const banner = page.getByRole('region', { name: 'Rehearsal' });
    await banner.getByRole('button', { name: 'Try a fault' }).click();
    await page.getByRole('menuitemradio', { name: /^Slow answers/ }).click();
    await expect.element(banner.getByRole('button', { name: 'Fault: Slow answers' })).toBeVisible();
    await banner.getByRole('button', { name: 'Fault: Slow answers' }).click();
    await page.getByRole('menuitemradio', { name: /^No fault/ }).click();
    await expect.poll(() => fake.argumentsOf('rehearsal.setFault')).toEqual([{ id: 'slow' }, { id: null }]);
    await banner.getByRole('button', { name: 'End rehearsal' }).click();
    await expect.element(banner).not.toBeInTheDocument();
  });
});

describe('settings', () => {
  test('say when the last backup was made, or why none can be', async () => {
    const fake = oneRoom();
    fake.on('app.backupHealth', () => ({ lastAt: null, trouble: 'The disk is full.' }));
    await show(fake);
    fake.emit({ type: 'navigate', to: { dialog: 'settings' } });
    await expect.element(dialog.getByText('No backup can be made. The disk is full.')).toBeVisible();
  });

  test('take effect at once, and are taken back when they cannot be kept', async () => {
    const fake = oneRoom();
    await show(fake);
    await userEvent.keyboard('{Control>},{/Control}');
    await dialog.getByText('Dark').click();
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
    fake.failNext('app.setSettings', 'The disk is full.', 'storage');
    await dialog.getByText('Light', { exact: true }).click();
    await expect.element(page.getByText('The setting was not kept. The disk is full.')).toBeInTheDocument();
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
    await dialog.getByRole('radio', { name: /^Sender only/ }).click();
    await dialog.getByRole('switch').click();
    expect(fake.argumentsOf('app.setSettings').slice(-2)).toEqual([{ notifications: 'sender' }, { closeToTray: false }]);
    await dialog.getByText('System').click();
    await expect.poll(() => document.documentElement.dataset['theme']).toBeUndefined();
  });

  test('test notification, keychain and data folder', async () => {
    const fake = oneRoom();
    await show(fake);
    fake.emit({ type: 'navigate', to: { dialog: 'settings' } });
    await dialog.getByRole('button', { name: 'Send a test notification' }).click();
    await dialog.getByRole('button', { name: 'Run the self-test' }).click();
    await expect.element(dialog.getByText('/home/sam/.config/Parley')).toBeVisible();
    await dialog.getByRole('button', { name: 'Open folder' }).click();
    await expect.poll(() => fake.argumentsOf('app.showDataFolder')).toHaveLength(1);
    expect(fake.argumentsOf('app.testNotification')).toHaveLength(1);
    expect(fake.argumentsOf('app.testKeychain')).toHaveLength(1);
    await expect.element(dialog.getByText('Parley 0.1.0')).toBeVisible();
  });
});

describe('keyboard and focus', () => {
  test('a dialog traps the focus, and Escape gives it back', async () => {
    await show(oneRoom());
    const opener = page.getByRole('button', { name: 'Settings' });
    await expect.element(opener).toBeVisible();
    opener.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).toBeVisible();
    await expect.poll(() => dialog.element().contains(document.activeElement)).toBe(true);
    for (let times = 0; times < 16; times += 1) {
      await userEvent.tab();
      expect(dialog.element().contains(document.activeElement)).toBe(true);
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
  });

  test('a menu closes with Escape and leaves the focus on its button', async () => {
    await show(oneRoom());
    const opener = page.getByRole('button', { name: 'Conversation actions' });
    await opener.click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
  });

  test('every shortcut is listed under ?', async () => {
    await show(oneRoom());
    await expect.element(page.getByRole('button', { name: /^Room/ })).toBeVisible();
    await userEvent.keyboard('?');
    await expect.element(dialog).toHaveAccessibleName('Keyboard shortcuts');
    await expect.element(dialog).toMatchTextContent(/Filter conversations.*Next in the list.*New line.*Add an account/);
  });

  test('letters typed into the composer are text, not shortcuts', async () => {
    const session = await show(oneRoom());
    const box = page.getByRole('textbox', { name: /^Message to/ });
    await box.click();
    await userEvent.keyboard('j?/u');
    await expect.element(box).toHaveValue('j?/u');
    expect(session.inbox.unreadOnly).toBe(false);
    expect(session.dialogs.current).toBeNull();
  });

  test('Alt with an arrow opens the neighbour even while writing', async () => {
    const fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'A' }), conversation({ id: 2, title: 'B' })] });
    const session = await show(fake);
    await page.getByRole('textbox', { name: /^Message to A/ }).click();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect.poll(() => session.open?.id).toBe(2);
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await expect.poll(() => session.open?.id).toBe(1);
  });

  test('every control has a name', async () => {
    const fake = oneRoom();
    fake.start.rehearsal = rehearsal;
    await show(fake);
    await expect.element(page.getByRole('textbox', { name: /^Message to/ })).toBeVisible();
    for (const control of page.getByRole('button').elements()) {
      expect(control.getAttribute('aria-label') || control.textContent?.trim(), control.outerHTML).toBeTruthy();
    }
  });
});
