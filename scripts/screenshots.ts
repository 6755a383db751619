/**
 * `node scripts/screenshots.ts`: pictures of the real program with its sample conversations, light and dark, wide and narrow, into
 * out/screens; the light inbox becomes the README's docs/screenshot.png.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { ParleyApi } from '../preload/contract/api.ts';
import type { Settings } from '../preload/contract/domain.ts';
import { launchApp, type LaunchedApp } from '../test/support/launch-app.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { buildIfChanged } from './build.ts';
import { projectRoot } from './root.ts';

type WithParley = { parley: ParleyApi };

const folder = join(projectRoot, 'out', 'screens');
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 800 } };
/** The first reads of all sample rooms, ms: one call each 250 ms. */
const firstReads = 6000;
/** Longer than any movement on the page, ms. */
const settling = 700;

mkdirSync(folder, { recursive: true });
await buildIfChanged();
for (const theme of ['light', 'dark'] as const) await takeAll(theme);
copyFileSync(join(folder, 'conversation-light-wide.png'), join(projectRoot, 'docs', 'screenshot.png'));
process.exit(0);

async function takeAll(theme: Settings['theme']): Promise<void> {
  const data = temporaryFolder('parley-screens');
  const parley = await launchApp({
    app: projectRoot,
    userDataDir: data.path,
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  });
  const { page } = parley;
  await page.evaluate((wanted) => (globalThis as unknown as WithParley).parley.app.setSettings({ theme: wanted }), theme);
  await takeSizes(parley, `first-run-${theme}`);
  await page.getByRole('button', { name: 'Try it with sample conversations' }).click();
  await page.waitForTimeout(firstReads);
  await open(page, 'Office & lunch');
  await takeSizes(parley, `conversation-${theme}`);
  await open(page, 'חיפה · بيروت');
  await takeSizes(parley, `right-to-left-${theme}`);
  await open(page, 'Incident 2411');
  await takeSizes(parley, `long-texts-${theme}`);
  await page.getByRole('button', { name: 'Settings' }).click();
  await takeSizes(parley, `settings-${theme}`);
  await page.keyboard.press('Escape');
  await page.evaluate(() => (globalThis as unknown as WithParley).parley.rehearsal.setFault({ id: 'invalid-key' }));
  await page.getByRole('region', { name: 'Accounts' }).getByText('does not accept this key').waitFor();
  await takeSizes(parley, `error-${theme}`);
  await parley.quit();
  data.remove();
}

async function open(page: Page, title: string): Promise<void> {
  await page.setViewportSize(sizes.wide);
  await page.getByRole('navigation', { name: 'Inbox' }).getByRole('listitem').filter({ hasText: title }).getByRole('button').click();
  await page.waitForTimeout(settling);
}

async function takeSizes({ page }: LaunchedApp, name: string): Promise<void> {
  for (const [word, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await page.waitForTimeout(settling);
    await page.screenshot({ path: join(folder, `${name}-${word}.png`) });
  }
  await page.setViewportSize(sizes.wide);
}
