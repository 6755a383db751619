/** Starts that cannot go well: each says one clear sentence in the window, and harms nothing. */
import Database from 'better-sqlite3';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEightByEight } from '../../main/rehearsal/eight-by-eight/index.ts';
import { noKeychain } from '../support/no-keychain.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pagesOf, spoil } from '../unit/store/damage-pages.ts';
import { addAccount, messageWith, openConversation, picture, startParley } from './parley.ts';

describe('a start that cannot go well', () => {
  test('a database of a newer Parley is left as it is', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'parley.sqlite');
    const newer = new Database(file);
    newer.pragma('user_version = 99990');
    newer.exec('CREATE TABLE future (id)');
    newer.close();
    const before = readFileSync(file);
    const parley = await startParley({ userDataDir: folder.path, env: noKeychain });
    await parley.page.getByRole('alert').getByText(/newer/).waitFor();
    await picture(parley.page, 'newer-database');
    await parley.quit();
    expect(readFileSync(file).equals(before)).toBe(true);
    folder.remove();
  });

  test('a data folder that cannot be written is named', async () => {
    const folder = temporaryFolder();
    const blocked = join(folder.path, 'file');
    writeFileSync(blocked, '');
    const parley = await startParley({ userDataDir: join(blocked, 'data'), env: noKeychain });
    await parley.page
      .getByRole('alert')
      .getByText(/cannot write to its data folder/)
      .waitFor();
    await picture(parley.page, 'unwritable-folder');
    await parley.quit();
    folder.remove();
  });

  test('a damaged database is kept aside, told, and Parley goes on', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder.path, 'parley.sqlite'), 'this was never a database '.repeat(1000));
    const parley = await startParley({ userDataDir: folder.path, env: noKeychain });
    await parley.page.getByText('The database was damaged').waitFor();
    await parley.quit();
    folder.remove();
  });

  test('damage met while running is repaired on a button, without another start', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'parley.sqlite');
    await seed(folder.path, 1, 3000);
    // The newest message is in the list; those before it are met when the conversation opens.
    spoil(file, pagesOf(file, 'messages').slice(-3, -1));
    const parley = await startParley({ userDataDir: folder.path, env: noKeychain });
    await parley.page.getByText('The database is damaged').first().waitFor();
    await picture(parley.page, 'damaged-while-running');
    await parley.page.getByRole('button', { name: 'Repair now' }).click();
    await parley.page.getByText('The database was damaged').waitFor();
    await parley.page.getByText(/of 3,000 messages, no drafts and no unsent messages were recovered/).waitFor();
    await picture(parley.page, 'repaired');
    await parley.quit();
    folder.remove();
  });

  test('damage that keeps the inbox from being painted is repaired without a question', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'parley.sqlite');
    await seed(folder.path, 1, 300);
    spoil(file, pagesOf(file, 'messages').slice(-1));
    const parley = await startParley({ userDataDir: folder.path, env: noKeychain });
    await parley.page.getByText('The database was damaged').waitFor();
    await parley.quit();
    folder.remove();
  });

  test('no keychain: said clearly, and a key may be kept for this run only', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder.path, { recursive: true });
    const parley = await startParley({ userDataDir: folder.path, env: noKeychain });
    await parley.page
      .getByText(/keychain/i)
      .first()
      .waitFor();
    await parley.page
      .getByText(/Start GNOME Keyring/)
      .first()
      .waitFor();
    await picture(parley.page, 'no-keychain');
    const server = await startEightByEight({ lively: false });
    server.post('Office', 'Ada', 'hello');
    await addAccount(parley.page, server, ['Office'], { keepForThisRun: true });
    await openConversation(parley.page, 'Office');
    await messageWith(parley.page, 'hello').waitFor();
    await parley.quit();
    const key = server.accounts[0]!.values['key']!;
    for (const file of readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name)).includes(key), file.name).toBe(false);

    const again = await startParley({ userDataDir: folder.path, env: noKeychain });
    await again.page
      .getByText(/Enter it again/)
      .first()
      .waitFor();
    await openConversation(again.page, 'Office');
    await messageWith(again.page, 'hello').waitFor();
    await again.quit();
    await server.stop();
    folder.remove();
  });
});
