/** The sample conversations, as somebody without a key meets them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noKeychain } from '../support/no-keychain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { conversationRow, messageWith, openConversation, send, startParley, until, type Parley } from './parley.ts';

let parley: Parley;
const folder = temporaryFolder();

beforeAll(async () => {
  parley = await startParley({ userDataDir: folder.path, env: noKeychain });
});
afterAll(async () => {
  await parley.quit();
  folder.remove();
});

describe('the rehearsal', () => {
  test('starts from the first screen, without any keychain, with the documented messages', async () => {
    const { page } = parley;
    await page.getByRole('button', { name: 'Try it with sample conversations' }).click();
    await page.getByRole('region', { name: 'Rehearsal' }).waitFor();
    await openConversation(page, 'CHAPI sandbox');
    await messageWith(page, 'Hello World!').waitFor();
    await messageWith(page, 'i r developer!').waitFor();
    for (const title of ['Open evening', 'lantern room', 'Workshop bookings']) await openConversation(page, title);
  });

  test('answers what the user writes', async () => {
    await openConversation(parley.page, 'Office & lunch');
    // Before it was read, Parley would ask whether the room is to be made.
    await messageWith(parley.page, 'Ordered.').waitFor();
    await send(parley.page, 'Office & lunch', 'Is there coffee?');
    const mine = messageWith(parley.page, 'Is there coffee?');
    await until('delivered', async () => /Delivered/.test((await mine.textContent()) ?? ''));
  });

  test('a search finds a message in another conversation, opens it in its place, and leads back', async () => {
    const { page } = parley;
    await openConversation(page, 'Incident 2411');
    await messageWith(page, 'Clear and complete').waitFor();
    await openConversation(page, 'Office & lunch');
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('combobox', { name: 'Search all messages' }).fill('from:mara "clear and complete"');
    const found = page.getByRole('option', { name: /Mara Lindqvist in .*Incident 2411/ });
    await found.waitFor();
    expect(await found.locator('mark').allTextContents()).toEqual(['Mara', 'Clear and complete']);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Incident 2411', level: 2 }).waitFor();
    await until('the message has the keyboard', async () =>
      /Clear and complete/.test(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')),
    );
    await page.keyboard.press('Escape');
    await found.waitFor();
    await openConversation(page, 'Office & lunch');
    expect(await found.count()).toBe(0);
  });

  test('everything goes into the folder that the system’s own dialog gave, and can be read there', async () => {
    const { page, main } = parley;
    const place = temporaryFolder();
    await main.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, place.path);
    await page.getByRole('button', { name: 'Settings' }).click();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Export everything…' }).click();
    await settings.getByText(/^Exported \d+ conversations with \d+ messages\.$/).waitFor();
    const files = readdirSync(place.path, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /unfinished/.test(name))).toEqual([]);
    const file = files.find((name) => /Office & lunch\.html$/.test(name))!;
    expect(readFileSync(join(place.path, file), 'utf8')).toContain('Is there coffee?');
    place.remove();
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
  });

  test('a fault is switched on and off while it runs, and shows where the user looks', async () => {
    const { page } = parley;
    const banner = page.getByRole('region', { name: 'Rehearsal' });
    await banner.getByRole('button', { name: 'Try a fault' }).click();
    await page.getByRole('menuitemradio', { name: /Bad gateway/ }).click();
    await page
      .getByRole('region', { name: 'Accounts' })
      .getByText(/8x8 is not available right now \(502\)/)
      .waitFor();
    await send(page, 'Office & lunch', 'kept through the fault');
    await messageWith(page, 'kept through the fault').waitFor();
    await banner.getByRole('button', { name: /Bad gateway/ }).click();
    await page.getByRole('menuitemradio', { name: /No fault/ }).click();
    await until('recovered', async () => (await page.getByText(/not available right now/).count()) === 0, 45_000);
  });

  test('its accounts vanish with it', async () => {
    const { page } = parley;
    await page.getByRole('button', { name: 'End rehearsal' }).click();
    await page.getByRole('button', { name: 'Add an account' }).first().waitFor();
    await page.getByRole('button', { name: 'Try it with sample conversations' }).waitFor();
    expect(await conversationRow(page, 'Office & lunch').count()).toBe(0);
  });
});
