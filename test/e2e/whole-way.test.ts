/** The thinnest Parley that is already real: first run, account, reading, sending, quitting, starting again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEightByEight, type EightByEightService } from '../../main/rehearsal/eight-by-eight/index.ts';
import { keychainEntry } from '../support/keychain-entries.ts';
import { startSecretService, type SecretService } from '../support/secret-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  accountIds,
  addAccount,
  conversationRow,
  messageWith,
  openConversation,
  picture,
  send,
  startParley,
  until,
  type Parley,
} from './parley.ts';

let server: EightByEightService;
let keyring: SecretService;
let parley: Parley;
const folder = temporaryFolder();

const start = () => startParley({ userDataDir: folder.path, env: keyring.env });

beforeAll(async () => {
  server = await startEightByEight({ lively: false });
  keyring = await startSecretService();
  server.post('Office', 'Ada', 'Good morning');
  parley = await start();
});
afterAll(async () => {
  await parley.quit();
  await keyring.stop();
  await server.stop();
  folder.remove();
});

describe('from first run to a restart', () => {
  test('the first run offers an account and sample conversations', async () => {
    await parley.page.getByRole('button', { name: 'Add an account' }).waitFor();
    await parley.page.getByRole('button', { name: 'Try it with sample conversations' }).waitFor();
    await picture(parley.page, 'first-run');
  });

  test('a wrong key is told at the step that fails, and nothing typed is lost', async () => {
    const { page } = parley;
    await page.getByRole('button', { name: 'Add an account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /8x8 Work chat/ }).click();
    await dialog.getByRole('button', { name: 'Check the connection' }).click();
    await dialog.getByText('API key is needed.').waitFor();
    await dialog.getByRole('textbox', { name: 'API key' }).fill('wrong_key_123456');
    await dialog.getByText('Advanced').click();
    await dialog.getByRole('textbox', { name: /Server address/ }).fill(server.accounts[0]!.values['address']!);
    await dialog.getByRole('button', { name: 'Check the connection' }).click();
    await dialog.getByText('8x8 does not accept this key').first().waitFor();
    await picture(page, 'wizard-wrong-key');
    expect(await dialog.getByRole('textbox', { name: 'API key' }).inputValue()).toBe('wrong_key_123456');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('an account is added and its conversation read', async () => {
    await addAccount(parley.page, server, ['Office']);
    await conversationRow(parley.page, 'Office').waitFor();
    await openConversation(parley.page, 'Office');
    await messageWith(parley.page, 'Good morning').waitFor();
  });

  test('the key is in the keychain, and nowhere in the data folder or in what the window shows', async () => {
    const key = server.accounts[0]!.values['key']!;
    const accounts = await accountIds(parley.page);
    expect(keychainEntry(keyring, accounts[0]!)).toBe(JSON.stringify({ key }));
    const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map((file) => file.name)).toContain('parley.sqlite');
    for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes(key), file.name).toBe(false);
    expect(await parley.page.content()).not.toContain(key);
    const { stdout, stderr } = parley.output();
    expect(stdout + stderr).not.toContain(key);
  });

  test('a new message arrives within one poll and a second', async () => {
    const openPoll = 2000 * 1.1;
    const postedAt = Date.now();
    server.post('Office', 'Ada', 'Lunch at twelve?');
    await messageWith(parley.page, 'Lunch at twelve?').waitFor();
    expect(Date.now() - postedAt).toBeLessThan(openPoll + 1000);
  });

  test('an answer is sent, reaches the service once, and is confirmed', async () => {
    await send(parley.page, 'Office', 'Yes, see you there');
    const article = messageWith(parley.page, 'Yes, see you there');
    await article.waitFor();
    await until('delivered', async () => /Delivered/.test((await article.textContent()) ?? ''));
    expect(server.messages('Office').filter((message) => message.parsed === 'Yes, see you there')).toHaveLength(1);
    await picture(parley.page, 'conversation-small');
  });

  test('after a quit and a start all is still there, offline too', async () => {
    expect(await parley.quit()).toBe(0);
    server.setFault('dropped-before-acting');
    parley = await start();
    await openConversation(parley.page, 'Office');
    for (const text of ['Good morning', 'Lunch at twelve?', 'Yes, see you there']) await messageWith(parley.page, text).waitFor();
    await parley.page
      .getByRole('region', { name: 'Accounts' })
      .getByText(/cut|offline|tries again/i)
      .first()
      .waitFor();
    await picture(parley.page, 'offline');
    await send(parley.page, 'Office', 'written offline');
    await messageWith(parley.page, 'written offline').waitFor();
    server.setFault(null);
    await until('it went out on return', () => server.messages('Office').some((message) => message.parsed === 'written offline'), 60_000);
    expect(server.messages('Office').filter((message) => message.parsed === 'written offline')).toHaveLength(1);
  });

  test('a locked keyring is not a lost key', async () => {
    await parley.quit();
    await keyring.lock();
    parley = await start();
    await parley.page.getByRole('region', { name: 'Accounts' }).getByRole('button', { name: 'Unlock and retry' }).waitFor();
    await openConversation(parley.page, 'Office');
    await messageWith(parley.page, 'Good morning').waitFor();
    await picture(parley.page, 'keychain-locked');
    await keyring.unlock();
    await parley.page.getByRole('region', { name: 'Accounts' }).getByRole('button', { name: 'Unlock and retry' }).click();
    server.post('Office', 'Ada', 'after unlocking');
    await messageWith(parley.page, 'after unlocking').waitFor();
  });
});
