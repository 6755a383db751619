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
import { noKeychain } from '../test/support/no-keychain.ts';
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
    env: noKeychain,
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
  await takeDecisions(parley, theme);
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

/** What is put off, labelled and saved: the menus, the dialogs, the lanes. */
async function takeDecisions(parley: LaunchedApp, theme: Settings['theme']): Promise<void> {
  const { page } = parley;
  await decide(page);
  await open(page, 'Office & lunch');
  await takeSizes(parley, `labelled-${theme}`);
  for (const [item, name] of [
    ['Snooze…', 'snooze'],
    ['Labels…', 'labels'],
  ] as const) {
    for (const [word, size] of Object.entries(sizes)) {
      await page.setViewportSize(size);
      await page.getByRole('button', { name: 'Conversation actions' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.waitForTimeout(settling);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${word}.png`) });
      await page.keyboard.press('Escape');
      await page.getByRole('menu').first().waitFor({ state: 'detached' });
    }
    await page.setViewportSize(sizes.wide);
  }
  await page.getByRole('button', { name: 'Conversation actions' }).click();
  await page.getByRole('menuitem', { name: 'Remind me…' }).click();
  await page.getByRole('menuitem', { name: 'Day and time…' }).click();
  await takeDialog(parley, `day-and-time-${theme}`);
  await page.getByRole('button', { name: 'Filter by label' }).click();
  await page.getByRole('menuitem', { name: 'Manage labels…' }).click();
  await takeDialog(parley, `manage-labels-${theme}`);
  for (const lane of ['Snoozed', 'Drafts', 'Saved']) {
    await chooseLane(page, lane);
    await takeLane(parley, `${lane.toLowerCase()}-${theme}`);
  }
  await chooseLane(page, 'Inbox');
}

/** As the user would, but without the clicks. */
async function decide(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { parley } = globalThis as unknown as WithParley;
    const started = await parley.app.start();
    if (!started.ok) return;
    const idOf = (title: string) => started.value.conversations.find((conversation) => conversation.title.includes(title))!.id;
    const morning = new Date(new Date().setDate(new Date().getDate() + 1)).setHours(8, 0, 0, 0);
    const names = { 'To answer': 25, 'Waiting for somebody else': 95, 'חשוב מאוד': 290, '🌊 Harbour': 190 };
    const ids: number[] = [];
    for (const [name, hue] of Object.entries(names)) {
      const label = await parley.labels.add({ name, hue });
      if (label.ok) ids.push(label.value.id);
    }
    for (const [title, ...labels] of [
      ['Office & lunch', 0, 1],
      ['Incident 2411', 0],
      ['Night watch', 3],
      ['חיפה · بيروت', 2],
      ['Workshop bookings', 0, 1, 2, 3],
    ] as [string, ...number[]][]) {
      for (const label of labels) await parley.conversations.setLabel({ conversationId: idOf(title), labelId: ids[label]!, on: true });
      const page = await parley.messages.page({ conversationId: idOf(title), at: 'newest', limit: 1 });
      if (page.ok) for (const { id } of page.value.messages) await parley.saved.set({ messageId: id, saved: true });
    }
    await parley.conversations.saveDraft({
      conversationId: idOf('Night watch'),
      text: 'Could somebody take Thursday? I am at the yard until',
    });
    await parley.conversations.saveDraft({ conversationId: idOf('חיפה · بيروت'), text: 'תודה, אבדוק' });
    await parley.conversations.saveDraft({ conversationId: idOf('Incident 2411'), text: 'Root cause: the pump was' });
    await parley.conversations.triage({ conversationId: idOf('Office & lunch'), remindAt: morning });
    await parley.conversations.triage({ conversationId: idOf('Workshop bookings'), snoozedUntil: morning });
    await parley.conversations.triage({ conversationId: idOf('Incident 2411'), snoozedUntil: morning + 6 * 86_400_000 });
  });
}

async function chooseLane(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /change the list$/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** The list beside what is opened from it, and alone. */
async function takeLane(parley: LaunchedApp, name: string): Promise<void> {
  const { page } = parley;
  await page.setViewportSize(sizes.wide);
  await page.getByRole('navigation', { name: 'Inbox' }).getByRole('listitem').first().getByRole('button').first().click();
  await page.waitForTimeout(settling);
  await page.screenshot({ path: join(folder, `${name}-wide.png`) });
  await page.setViewportSize(sizes.narrow);
  await page.getByRole('button', { name: 'Back to the inbox' }).click();
  await page.waitForTimeout(settling);
  await page.screenshot({ path: join(folder, `${name}-narrow.png`) });
  await page.setViewportSize(sizes.wide);
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
