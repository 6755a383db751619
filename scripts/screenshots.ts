/**
 * `node scripts/screenshots.ts`: pictures of the real program, light and dark, wide and narrow, into out/screens: with its sample
 * conversations, and with accounts at servers of this script's own, where what is to be seen is brought about. The light inbox becomes the
 * README's docs/screenshot.png.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startKeyAuth } from '../main/rehearsal/keyauth/index.ts';
import { startSpika } from '../main/rehearsal/spika/index.ts';
import type { ParleyApi } from '../preload/contract/api.ts';
import type { Settings } from '../preload/contract/domain.ts';
import { addKeyAuthAccount, fillFields, fillSpikaForm, keepAccount, messageWith, openConversation } from '../test/e2e/parley.ts';
import { launchApp, type LaunchedApp } from '../test/support/launch-app.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { buildIfChanged } from './build.ts';
import { projectRoot } from './root.ts';

type WithParley = { parley: ParleyApi };

const folder = join(projectRoot, 'out', 'screens');
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 800 } };
/** The first reads of all samples, ms: ConnectNow takes longest, with one call a second. */
const firstReads = 20_000;
/** Longer than any movement on the page, ms. */
const settling = 700;

mkdirSync(folder, { recursive: true });
await buildIfChanged();
for (const theme of ['light', 'dark'] as const) {
  await inParley(theme, (parley) => takeSamples(parley, theme));
  await inParley(theme, (parley) => takeScenes(parley, theme));
}
copyFileSync(join(folder, 'conversation-light-wide.png'), join(projectRoot, 'docs', 'screenshot.png'));
process.exit(0);

async function inParley(theme: Settings['theme'], take: (parley: LaunchedApp) => Promise<void>): Promise<void> {
  const data = temporaryFolder('parley-screens');
  const parley = await launchApp({
    app: projectRoot,
    userDataDir: data.path,
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  });
  await parley.page.evaluate((wanted) => (globalThis as unknown as WithParley).parley.app.setSettings({ theme: wanted }), theme);
  await take(parley);
  await parley.quit();
  data.remove();
}

async function takeSamples(parley: LaunchedApp, theme: Settings['theme']): Promise<void> {
  const { page } = parley;
  await takeSizes(parley, `first-run-${theme}`);
  await page.getByRole('button', { name: 'Try it with sample conversations' }).click();
  await page.waitForTimeout(firstReads);
  for (const [title, name] of [
    ['Office & lunch', 'conversation'],
    ['חיפה · بيروت', 'right-to-left'],
    ['Incident 2411', 'long-texts'],
    ['Night watch', 'spika'],
    ['lantern room', 'keyauth'],
    ['Workshop bookings', 'connectnow'],
  ] as const) {
    await open(page, title);
    await takeSizes(parley, `${name}-${theme}`);
  }
  await takeSearch(parley, theme);
  await open(page, 'Allotment committee');
  await page.getByRole('button', { name: 'Join…' }).click();
  await takeDialog(parley, `join-${theme}`);
  await page.getByRole('button', { name: /^6 accounts/ }).click();
  await takeSizes(parley, `accounts-${theme}`);
  await chooseForAccount(page, 'Tidewater Cycles', 'Companies, chats and people');
  await page.getByRole('tab', { name: 'Chats' }).click();
  await page
    .getByRole('button', { name: /^Workshop bookings/ })
    .last()
    .click();
  await takeDialog(parley, `manage-${theme}`);
  await chooseForAccount(page, 'Keepers of the Light', 'Health and requests');
  await takeSizes(parley, `health-${theme}`);
  await page.getByRole('tab', { name: 'Connection check' }).click();
  await page.getByRole('button', { name: 'Run the check' }).click();
  await page.getByRole('button', { name: 'Copy report' }).waitFor();
  await takeSizes(parley, `check-${theme}`);
  await page.getByRole('tab', { name: 'Requests' }).click();
  await page.getByRole('dialog').getByRole('button', { expanded: false }).first().click();
  await takeDialog(parley, `requests-${theme}`);
  await page.getByRole('button', { name: 'Settings' }).click();
  await takeDialog(parley, `settings-${theme}`);
  await page.evaluate(() => (globalThis as unknown as WithParley).parley.rehearsal.setFault({ id: 'invalid-key' }));
  await page.getByRole('region', { name: 'Accounts' }).getByText('does not accept this key').first().waitFor();
  await takeSizes(parley, `error-${theme}`);
}

/** From the first question to a message in its place, and a date. */
async function takeSearch(parley: LaunchedApp, theme: Settings['theme']): Promise<void> {
  const { page } = parley;
  const field = page.getByRole('combobox', { name: 'Search all messages' });
  await open(page, 'Office & lunch');
  await page.keyboard.press('Control+Shift+F');
  await field.waitFor();
  await takeSizes(parley, `search-help-${theme}`);
  await field.fill('the');
  await page.getByRole('option').first().waitFor();
  await takeSizes(parley, `search-${theme}`);
  await field.pressSequentially(' from:');
  await takeSizes(parley, `search-names-${theme}`);
  await field.fill('incident nonsense:x');
  await page.getByText('Nothing was found').waitFor();
  await takeSizes(parley, `search-none-${theme}`);
  await field.fill('complete');
  await page.getByRole('option').first().click();
  await takeSizes(parley, `search-opened-${theme}`);
  await page.getByRole('button', { name: 'Leave the search' }).click();
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await page.getByRole('menuitem', { name: 'Go to date…' }).click();
  await takeDialog(parley, `date-${theme}`);
}

async function takeScenes(parley: LaunchedApp, theme: Settings['theme']): Promise<void> {
  const { page } = parley;
  const [spika, keyAuth] = await Promise.all([startSpika(), startKeyAuth()]);
  await page.getByRole('button', { name: 'Add an account' }).first().click();
  await takeDialog(parley, `services-${theme}`);
  const dialog = await fillSpikaForm(page, spika);
  await fillFields(dialog, { 'Server address': 'http://chat.example.com' });
  await takeSizes(parley, `plain-http-${theme}`);
  await fillFields(dialog, { 'Server address': spika.accounts[0]!.values['address']! });
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Code' }).fill('12345');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByRole('alert').waitFor();
  await takeSizes(parley, `code-${theme}`);
  await dialog.getByRole('textbox', { name: 'Code' }).fill(spika.code());
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByText('The connection works').waitFor();
  await takeSizes(parley, `signed-in-${theme}`);
  await keepAccount(dialog, { keepForThisRun: true });

  const liked = spika.post('Control room', 'Farid Nasser', 'Dome open. Coffee is on.');
  for (const [author, reaction] of [
    ['Ines Duarte', '👍'],
    ['Olek Baran', '👍'],
    ['Ines Duarte', '☕'],
  ] as const)
    spika.reactAs(author, liked, reaction);
  spika.post('Control room', 'Ines Duarte', 'Humidity is rising, I would close at two.');
  const changed = spika.post('Control room', 'Olek Baran', 'I am on my way up');
  await open(page, 'Control room');
  await messageWith(page, 'on my way up').waitFor();
  spika.editAs('Olek Baran', changed, 'I am on my way up, with the spare key');
  spika.removeAs('Ines Duarte', spika.post('Control room', 'Ines Duarte', 'Wrong room, sorry'));
  await messageWith(page, 'This message was deleted').waitFor();
  await takeSizes(parley, `changes-${theme}`);

  await addKeyAuthAccount(page, keyAuth, 'harbour', { keepForThisRun: true });
  await open(page, 'harbour');
  await messageWith(page, keyAuth.truth('harbour').at(-1)!.text).first().waitFor();
  await chooseForAccount(page, 'KeyAuth chat', 'Pause');
  for (let number = 1; number <= 60; number += 1) keyAuth.post('harbour', 'tern', `Sounding ${number}: ${10 + (number % 7)} fathoms.`);
  await chooseForAccount(page, 'KeyAuth chat', 'Resume');
  await messageWith(page, 'Sounding 60').waitFor();
  await page.getByRole('button', { name: '1 gap' }).click();
  await page.getByText(/Messages may be missing/).waitFor();
  await takeSizes(parley, `gap-${theme}`);
  await Promise.all([spika.stop(), keyAuth.stop()]);
}

async function chooseForAccount(page: Page, account: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${account}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function open(page: Page, title: string): Promise<void> {
  await page.setViewportSize(sizes.wide);
  await openConversation(page, title);
  // Neither focus nor pointer is to be seen.
  await page.getByRole('textbox', { name: 'Filter conversations' }).blur();
  await page.mouse.move(640, 4);
  await page.waitForTimeout(settling);
}

/** And closes what was open on top of the inbox. */
async function takeDialog(parley: LaunchedApp, name: string): Promise<void> {
  await takeSizes(parley, name);
  await parley.page.keyboard.press('Escape');
  await parley.page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function takeSizes({ page }: LaunchedApp, name: string): Promise<void> {
  for (const [word, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await page.waitForTimeout(settling);
    await page.screenshot({ path: join(folder, `${name}-${word}.png`) });
  }
  await page.setViewportSize(sizes.wide);
}
