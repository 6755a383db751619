/** What the user decides outlives the window: a snooze, a label, a saved message. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEightByEight, type EightByEightService } from '../../main/rehearsal/eight-by-eight/index.ts';
import { noKeychain } from '../support/no-keychain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { addAccount, conversationRow, messageWith, openConversation, picture, startParley, until, type Parley } from './parley.ts';

let server: EightByEightService;
let parley: Parley;
const folder = temporaryFolder();
const start = () => startParley({ userDataDir: folder.path, env: noKeychain });

beforeAll(async () => {
  server = await startEightByEight({ lively: false });
  server.post('Office', 'Ada', 'The door code is 4711');
  server.post('Workshop', 'Grace', 'Lathe is free');
  parley = await start();
});
afterAll(async () => {
  await parley.quit();
  await server.stop();
  folder.remove();
});

async function choose(...names: (string | RegExp)[]): Promise<void> {
  await parley.page.getByRole('button', { name: 'Conversation actions' }).click();
  for (const name of names) await parley.page.getByRole('menuitem', { name }).click();
}

async function toLane(name: string): Promise<void> {
  await parley.page.getByRole('button', { name: /change the list$/ }).click();
  await parley.page.getByRole('menuitemradio', { name }).click();
}

test('a conversation is labelled, one of its messages saved, and it is snoozed', async () => {
  const { page } = parley;
  await addAccount(page, server, ['Office', 'Workshop'], { keepForThisRun: true });
  await openConversation(page, 'Office');
  await messageWith(page, 'door code').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save' }).click();
  await messageWith(page, 'door code').getByTitle('Saved').waitFor();
  await choose('Labels…', 'New label…');
  const dialog = page.getByRole('dialog', { name: 'New label' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Keys 🔑');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await conversationRow(page, 'Office').getByText('labelled Keys 🔑').waitFor({ state: 'attached' });
  await choose('Snooze…', /^Tomorrow morning/);
  await conversationRow(page, 'Office').waitFor({ state: 'detached' });
  await conversationRow(page, 'Workshop').waitFor();
});

test('after a restart all of it is found again', async () => {
  expect(await parley.quit()).toBe(0);
  parley = await start();
  const { page } = parley;
  await conversationRow(page, 'Workshop').waitFor();
  expect(await conversationRow(page, 'Office').count()).toBe(0);
  await toLane('Snoozed');
  await page.getByRole('button', { name: 'Filter by label' }).click();
  await page.getByRole('menuitemradio', { name: 'Keys 🔑' }).click();
  await conversationRow(page, 'Office').getByText('snoozed until').waitFor({ state: 'attached' });
  await toLane('Saved');
  await conversationRow(page, 'The door code is 4711').getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Office', level: 2 }).waitFor();
  await until('the message has the keyboard', async () =>
    /door code/.test(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')),
  );
  await picture(page, 'saved-opened');
  await page.getByRole('button', { name: 'Unsnooze' }).click();
  await toLane('Inbox');
  await conversationRow(page, 'Office').waitFor();
});
