/** `--screenshot FILE`: one picture of the painted window, once the first reads are in, then the end. */
import { app } from 'electron';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine.ts';
import type { MainWindow } from './window.ts';

/** A service that does not answer must not keep the picture waiting, ms. */
const mostPatience = 15_000;
const glance = 100;
/** What has just been read is on the screen within a few frames, ms. */
const repaint = 500;

export async function saveScreenshot(window: Pick<MainWindow, 'capture'>, opening: Promise<Engine>, file: string): Promise<void> {
  try {
    const engine = await opening.catch(() => null);
    if (engine && (await firstReadsEnd(engine))) await sleep(repaint);
    writeFileSync(file, await window.capture());
    app.quit();
  } catch (error) {
    process.stderr.write(`The screenshot could not be written to ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  }
}

/** Resolves with whether there was anything to wait for. */
async function firstReadsEnd(engine: Engine): Promise<boolean> {
  const end = Date.now() + mostPatience;
  for (let waited = false; ; waited = true) {
    const running = new Set(
      engine.roster
        .all()
        .filter(({ health }) => health.state === 'connecting' || health.state === 'ok')
        .map(({ id }) => id),
    );
    if (running.size === 0) return waited;
    const unread = (await engine.store.readConversations()).filter(
      ({ accountId, caughtUpAt, trouble }) => running.has(accountId) && caughtUpAt === null && trouble === '',
    );
    if (unread.length === 0 || Date.now() > end) return waited;
    await sleep(glance);
  }
}
