/** The services beside 8x8, each with what only it has, through the window: from the wizard to the keychain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConnectNow, type ConnectNowService } from '../../main/rehearsal/connectnow/index.ts';
import { startKeyAuth, type KeyAuthService } from '../../main/rehearsal/keyauth/index.ts';
import { startSpika, type SpikaService } from '../../main/rehearsal/spika/index.ts';
import { keychainEntry } from '../support/keychain-entries.ts';
import { startSecretService, type SecretService } from '../support/secret-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  accountIds,
  addKeyAuthAccount,
  conversationRow,
  fillAccountForm,
  fillFields,
  fillSpikaForm,
  keepAccount,
  messageWith,
  openConversation,
  picture,
  send,
  startParley,
  until,
  type Parley,
} from './parley.ts';

let spika: SpikaService;
let keyAuth: KeyAuthService;
let connectNow: ConnectNowService;
let keyring: SecretService;
let parley: Parley;
const folder = temporaryFolder();
/** What KeyAuth gave Parley to know it again. */
const sessions = new Set<string>();

beforeAll(async () => {
  [spika, keyAuth, connectNow, keyring] = await Promise.all([startSpika(), startKeyAuth(), startConnectNow(), startSecretService()]);
  keyAuth.failNext({
    fault: {},
    when: ({ body }) => {
      const session = new URLSearchParams(body).get('sessionid');
      if (session) sessions.add(session);
      return false;
    },
  });
  parley = await startParley({ userDataDir: folder.path, env: keyring.env });
});
afterAll(async () => {
  await parley.quit();
  await Promise.all([keyring.stop(), spika.stop(), keyAuth.stop(), connectNow.stop()]);
  folder.remove();
});

const dialog = () => parley.page.getByRole('dialog');
const roomOf = (name: string) => spika.rooms().find((room) => room.name === name)!.id;

/** Puts the focus on a message, as the arrow keys would. */
const focusMessage = (text: string) => messageWith(parley.page, text).getByRole('article').focus();

async function chooseForAccount(account: string, item: string): Promise<void> {
  await parley.page.getByRole('button', { name: `Actions for ${account}`, exact: true }).click();
  await parley.page.getByRole('menuitem', { name: item }).click();
}

describe('Spika, signed in with a telephone number', () => {
  test('says what signing in may do to other devices, asks for the code, and says at the field that it is wrong', async () => {
    await fillSpikaForm(parley.page, spika);
    await dialog()
      .getByText(/may sign other devices of yours out/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Continue', exact: true }).click();
    const code = dialog().getByRole('textbox', { name: 'Code' });
    await code.fill('nonsense');
    await picture(parley.page, 'spika-code');
    await dialog().getByRole('button', { name: 'Sign in' }).click();
    await dialog().getByRole('alert').waitFor();
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    await code.fill(spika.code());
    await dialog().getByRole('button', { name: 'Sign in' }).click();
    await dialog().getByText('The connection works').waitFor();
    await keepAccount(dialog());
    await conversationRow(parley.page, 'Open evening').waitFor();
  });

  test('what somebody writes arrives at once, in a room that is not even open', async () => {
    await openConversation(parley.page, 'Open evening');
    await until('the live connection', () => spika.openStreams() > 0);
    // The room would be asked for again a minute from now.
    spika.post('Ops alerts', 'Ines Duarte', 'The dome is open');
    await conversationRow(parley.page, 'Ops alerts').getByText('The dome is open').waitFor();
    await openConversation(parley.page, 'Ops alerts');
    await messageWith(parley.page, 'The dome is open').waitFor();
  });

  test('an answer, a change and a deletion are done at the service', async () => {
    const { page } = parley;
    const at = (text: string) => spika.messages(roomOf('Ops alerts')).find(({ body }) => body['text'] === text);
    await focusMessage('The dome is open');
    await page.keyboard.press('r');
    await send(page, 'Ops alerts', 'I close it at four');
    await until('the answer', () => at('I close it at four')?.replyId === at('The dome is open')!.id);
    const { id } = at('I close it at four')!;

    await messageWith(page, 'I close it at four').getByText('Delivered').waitFor();
    await focusMessage('I close it at four');
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'New text of your message' }).fill('I close it at five');
    await page.keyboard.press('Enter');
    await messageWith(page, 'I close it at five').getByRole('button', { name: 'edited' }).click();
    await dialog().getByText('I close it at four').waitFor();
    expect(at('I close it at five')?.id).toBe(id);
    await page.keyboard.press('Escape');

    await focusMessage('I close it at five');
    await page.keyboard.press('Delete');
    const confirm = page.getByRole('alertdialog', { name: 'Delete this message?' });
    await confirm.getByRole('radio', { name: /For everyone/ }).check();
    await confirm.getByRole('button', { name: 'Delete' }).click();
    await messageWith(page, 'This message was deleted').waitFor();
    await until('the deletion', () => spika.messages(roomOf('Ops alerts')).find((message) => message.id === id)?.deleted);
  });
});

test('Spika with a messaging key: says that it can only send, and sends', async () => {
  const { page } = parley;
  const { address = '', key = '' } = spika.accounts[1]!.values;
  const rooms = `${roomOf('Ops alerts')} Alerts by key`;
  await fillAccountForm(page, 'Spika messaging key', { 'Server address': address, 'API key': key, Rooms: rooms });
  await dialog().getByRole('button', { name: 'Check the connection' }).click();
  await keepAccount(dialog());
  await openConversation(page, 'Alerts by key');
  await page
    .getByText(/can only send here/)
    .first()
    .waitFor();
  await picture(page, 'send-only');
  await send(page, 'Alerts by key', 'Wind above forty');
  await until('it arrived', () => spika.truth(roomOf('Ops alerts')).some(({ text }) => text === 'Wind above forty'));
});

test('KeyAuth: signed in by name; a “<” is asked about, and bytes are counted', async () => {
  const { page } = parley;
  keyAuth.post('harbour', 'tern', 'The ferry is late');
  await addKeyAuthAccount(page, keyAuth, 'harbour');
  await openConversation(page, 'harbour');
  await messageWith(page, 'The ferry is late').waitFor();

  const composer = page.getByRole('textbox', { name: 'Message to harbour as' });
  await composer.fill('é'.repeat(990));
  await page.getByText('20 bytes left').waitFor();
  await composer.fill('é'.repeat(1001));
  await page.getByText('2 bytes too many').waitFor();
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);

  await send(page, 'harbour', 'low tide < 1 m');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace and send' }).click();
  await until('it arrived', () => keyAuth.truth('harbour').some(({ text }) => text === 'low tide ‹ 1 m'));
});

describe('ConnectNow', () => {
  const email = 'robin@tidewater.example';
  const passwordOf = (name: string) => connectNow.tables.chats.rows().find((chat) => chat.name === name)!.password;

  test('with an API token, a chat is joined with its password and the mailed code, then written to', async () => {
    const { page } = parley;
    const { address = '', token = '' } = connectNow.accounts[0]!.values;
    await fillAccountForm(page, 'ConnectNow Chat', { 'API token': token, 'Your e-mail address': email, 'Server address': address });
    await dialog().getByRole('button', { name: 'Check the connection' }).click();
    await keepAccount(dialog());
    await openConversation(page, 'Workshop bookings');
    await page.getByRole('button', { name: 'Join…' }).click();
    const answers = { Name: 'Robin', Surname: 'Vale', 'Chat password': passwordOf('Workshop bookings') };
    await fillFields(dialog(), answers);
    await picture(page, 'connectnow-join');
    await dialog().getByRole('button', { name: 'Continue', exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Code' }).waitFor();
    await dialog()
      .getByRole('textbox', { name: 'Code' })
      .fill(String(connectNow.lastCode(email)));
    await dialog().getByRole('button', { name: 'Sign in' }).click();
    await dialog().waitFor({ state: 'detached' });
    await send(page, 'Workshop bookings (Tidewater Cycles)', 'The green one is back');
    await messageWith(page, 'The green one is back').getByText('Delivered').waitFor();
    expect(connectNow.truth('1').filter(({ text }) => text === 'The green one is back')).toHaveLength(1);
  });

  test('a chat is made and renamed, and its password shown', async () => {
    const { page } = parley;
    await page.getByRole('button', { name: /^4 accounts/ }).click();
    await chooseForAccount('ConnectNow Chat', 'Companies, chats and people');
    await dialog().getByRole('tab', { name: 'Chats' }).click();
    await dialog().getByRole('button', { name: 'New chat' }).click();
    const name = dialog().getByRole('textbox', { name: 'Name' });
    await name.fill('Winter stock');
    await dialog().getByRole('button', { name: 'Create' }).click();
    await dialog().getByRole('form', { name: 'Winter stock' }).waitFor();
    await name.fill('Winter stock 2027');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('listitem').filter({ hasText: 'Winter stock 2027' }).waitFor();
    expect(connectNow.tables.chats.rows().map((chat) => chat.name)).toContain('Winter stock 2027');

    await dialog()
      .getByRole('button', { name: /^Workshop bookings/ })
      .click();
    await dialog().getByRole('button', { name: 'Show chat password' }).click();
    await dialog().getByText(passwordOf('Workshop bookings'), { exact: true }).waitFor();
    await picture(page, 'manage-chats');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

test('health and requests open from the account, and a copied call holds no secret', async () => {
  const { page } = parley;
  const { token = '' } = connectNow.accounts[0]!.values;
  await chooseForAccount('ConnectNow Chat', 'Health and requests');
  await dialog().getByText('Last answer').waitFor();
  await dialog().getByRole('tab', { name: 'Requests' }).click();
  await dialog().getByRole('button', { expanded: false }).first().click();
  await dialog().getByRole('button', { name: 'Copy as curl' }).click();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  const filter = page.getByRole('textbox', { name: 'Filter conversations' });
  await filter.focus();
  await page.keyboard.press('ControlOrMeta+V');
  const copied = await filter.inputValue();
  await filter.fill('');
  expect(copied).toMatch(/^curl /);
  expect(copied).toContain('authorization');
  expect(copied).not.toContain(token);
});

test('secrets are in the keychain, and nowhere in the data folder, the log or the window', async () => {
  const entries = (await accountIds(parley.page)).map((id) => JSON.parse(keychainEntry(keyring, id)!) as Record<string, string>);
  const kept = (account: number, field: string) => entries[account]?.[field];
  expect(kept(0, 'token:access')).toBeTruthy();
  expect(kept(1, 'key')).toBe(spika.accounts[1]!.values['key']);
  expect(kept(2, 'password')).toBe(keyAuth.accounts[0]!.values['password']);
  expect(kept(3, 'token')).toBe(connectNow.accounts[0]!.values['token']);
  const chatToken = Object.entries(entries[3]!).find(([name]) => /^token:token of .* in chat 1$/.test(name))?.[1];
  expect(chatToken).toBeTruthy();
  expect(sessions.size).toBeGreaterThan(0);

  const chatPasswords = connectNow.tables.chats.rows().map(({ password }) => password);
  const secrets = [kept(0, 'token:access')!, kept(1, 'key')!, kept(2, 'password')!, kept(3, 'token')!, chatToken!];
  await parley.quit();
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['parley.sqlite', 'parley.log']));
  const { stdout, stderr } = parley.output();
  const texts = [...files.map((file) => readFileSync(join(file.parentPath, file.name))), Buffer.from(stdout + stderr)];
  for (const secret of [...secrets, ...chatPasswords, ...sessions]) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  const log = files.find(({ name }) => name === 'parley.log')!;
  const logged = readFileSync(join(log.parentPath, log.name), 'utf8');
  for (const once of [spika.code(), String(connectNow.lastCode('robin@tidewater.example'))]) expect(logged).not.toContain(once);
  parley = await startParley({ userDataDir: folder.path, env: keyring.env });
  for (const secret of secrets) expect(await parley.page.content()).not.toContain(secret);
});
