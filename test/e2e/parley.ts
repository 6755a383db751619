/** Parley itself, in a real window, for the end-to-end tests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { projectRoot } from '../../scripts/root.ts';
import type { ParleyApi } from '../../preload/contract/api.ts';
import type { EightByEightService } from '../../main/rehearsal/eight-by-eight/index.ts';
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
  await page.getByRole('button', { name: 'Add an account' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /8x8 Work chat/ }).click();
  await dialog.getByRole('textbox', { name: 'API key' }).fill(server.accounts[0]!.values['key']!);
  await dialog.getByRole('textbox', { name: /Rooms/ }).fill(rooms.join('\n'));
  await dialog.getByText('Advanced').click();
  await dialog.getByRole('textbox', { name: /Server address/ }).fill(server.accounts[0]!.values['address']!);
  await dialog.getByRole('button', { name: 'Check the connection' }).click();
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
