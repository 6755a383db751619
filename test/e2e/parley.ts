/** Parley itself, in a real window, for the end-to-end tests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { projectRoot } from '../../scripts/root.ts';
import type { ParleyApi } from '../../preload/contract/api.ts';
import type { EightByEightService } from '../../main/rehearsal/eight-by-eight/index.ts';
import type { KeyAuthService } from '../../main/rehearsal/keyauth/index.ts';
import type { SpikaService } from '../../main/rehearsal/spika/index.ts';
import { launchApp, type LaunchedApp, type LaunchOptions } from '../support/launch-app.ts';

export type Parley = LaunchedApp;

/** Longer than anything a user would wait for without wondering, ms. */
const patience = 10_000;
let told = false;

export async function startParley(options: Omit<LaunchOptions, 'app'>): Promise<Parley> {
  const parley = await launchApp({ app: projectRoot, ...options });
  if (options.waitForPage !== false) parley.page.setDefaultTimeout(patience);
  if (!told) process.stdout.write(`end-to-end tests run on: ${parley.host}\n`);
  told = true;
  return parley;
}

/** Adds an 8x8 account through the wizard, as a person would. */
export async function addAccount(
  page: Page,
  server: EightByEightService,
  rooms: string[],
  { keepForThisRun = false }: { keepForThisRun?: boolean } = {},
): Promise<void> {
  const { key = '', address = '' } = server.accounts[0]!.values;
  const dialog = await fillAccountForm(page, '8x8 Work chat', { 'API key': key, Rooms: rooms.join('\n'), 'Server address': address });
  await dialog.getByRole('button', { name: 'Check the connection' }).click();
  await keepAccount(dialog, { keepForThisRun });
}

/** Adds the Spika user of the rehearsal, who is sent a code. */
export async function addSpikaAccount(page: Page, server: SpikaService): Promise<void> {
  const dialog = await fillSpikaForm(page, server);
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Code' }).fill(server.code());
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByText('The connection works').waitFor();
  await keepAccount(dialog);
}

export function fillSpikaForm(page: Page, server: SpikaService): Promise<Locator> {
  const { address = '', telephone = '' } = server.accounts[0]!.values;
  return fillAccountForm(page, /Read and write all your Spika rooms/, { 'Server address': address, 'Telephone number': telephone });
}

/** Adds the KeyAuth user of the rehearsal, signed in with user name and password. */
export async function addKeyAuthAccount(
  page: Page,
  server: KeyAuthService,
  channels: string,
  keep: { keepForThisRun?: boolean } = {},
): Promise<void> {
  const { address = '', application = '', ownerId = '', username = '', password = '' } = server.accounts[0]!.values;
  const dialog = await fillAccountForm(page, 'KeyAuth chat', {
    'Application name': application,
    'Owner id': ownerId,
    'User name': username,
    Password: password,
    Channels: channels,
    'Server address': address,
  });
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click();
  await dialog.getByText('The connection works').waitFor();
  await keepAccount(dialog, keep);
}

/** Opens the wizard and fills in the form of a service, field by field as they are labelled. */
export async function fillAccountForm(page: Page, summary: string | RegExp, fields: Record<string, string>): Promise<Locator> {
  await page.getByRole('button', { name: 'Add an account' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: summary }).click();
  const advanced = dialog.getByText('Advanced');
  if ((await advanced.count()) > 0) await advanced.click();
  await fillFields(dialog, fields);
  return dialog;
}

/** By their labels, after which it may say that they are optional. */
export async function fillFields(dialog: Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await dialog.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
}

/** From a check that passes to the inbox. */
export async function keepAccount(dialog: Locator, { keepForThisRun = false }: { keepForThisRun?: boolean } = {}): Promise<void> {
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click();
  if (keepForThisRun) await dialog.getByText('Keep for this run only').click();
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await dialog.getByRole('button', { name: 'Open the inbox' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export const conversationRow = (page: Page, title: string) =>
  page.getByRole('navigation', { name: 'Inbox' }).getByRole('listitem').filter({ hasText: title });

/** A long list holds only the rows in sight, so the filter brings the one that is wanted. */
export async function openConversation(page: Page, title: string): Promise<void> {
  const filter = page.getByRole('textbox', { name: 'Filter conversations' });
  await filter.fill(title);
  await conversationRow(page, title).getByRole('button').click();
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
  await filter.fill('');
}

export async function send(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: `Message to ${title} as` }).fill(text);
  await page.keyboard.press('Enter');
}

/** The message of the open conversation whose text holds this. */
export const messageWith = (page: Page, text: string | RegExp) =>
  page
    .getByRole('region', { name: /^Messages in/ })
    .getByRole('listitem')
    .filter({ hasText: text });

/** Keeps a picture of the window for people to look at, below out/screens (never committed). */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(projectRoot, 'out', 'screens');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

export async function until(what: string, read: () => unknown, within = 15_000): Promise<void> {
  for (const end = Date.now() + within; !(await read()); await sleep(50))
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
}

/** The accounts as the page gets them from main. */
export function accountIds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { parley } = globalThis as unknown as { parley: ParleyApi };
    const started = await parley.app.start();
    return started.ok ? started.value.accounts.map((account) => account.id) : [];
  });
}
