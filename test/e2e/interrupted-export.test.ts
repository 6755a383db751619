/** An export that was killed is offered by the window at the next start, and goes on from there. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noKeychain } from '../support/no-keychain.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { killExport } from '../unit/data/kill-export.ts';
import { picture, startParley } from './parley.ts';

test('goes on at a press of a button, and is not offered again', async () => {
  const data = temporaryFolder();
  const exports = temporaryFolder();
  await seed(data.path, 1, 3000);
  killExport(join(data.path, 'parley.sqlite'), exports.path, 'jsonl', 8);
  // As Parley itself would have left it.
  const note = { version: 1, folder: exports.path, scope: { kind: 'all' }, format: 'jsonl', writtenBy: 'Parley', begunAt: Date.now() };
  writeFileSync(join(data.path, 'unfinished-export.json'), JSON.stringify(note));

  const parley = await startParley({ userDataDir: data.path, env: noKeychain });
  const notices = parley.page.getByRole('region', { name: 'Notices' });
  await notices.getByText('Export interrupted').waitFor();
  await picture(parley.page, 'interrupted-export');
  await notices.getByRole('button', { name: 'Continue' }).click();
  await notices.getByText('Exported 1 conversation with 3,000 messages.').waitFor();
  await parley.quit();
  const [folder, ...others] = readdirSync(exports.path);
  expect([others, folder]).toEqual([[], expect.not.stringContaining('unfinished')]);
  const lines = readFileSync(join(exports.path, folder!, 'parley.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => line.includes('the ferry to berth'))).toHaveLength(3000);

  const again = await startParley({ userDataDir: data.path, env: noKeychain });
  await again.page.getByRole('navigation', { name: 'Inbox' }).getByText('Room 0').waitFor();
  expect(await again.page.getByText('Export interrupted').count()).toBe(0);
  await again.quit();
  for (const folder of [data, exports]) folder.remove();
});
