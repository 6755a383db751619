/** One process at a time, by a file that names its owner. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a waiting process looks, and how long it waits in all, ms. */
const pause = 100;
const patience = 300_000;

export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + patience;
  while (!take(file)) {
    if (Date.now() > giveUpAt) throw new Error(`Another process holds ${file}. Remove that file if there is none.`);
    await delay(pause);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isOrphan(file)) rmSync(file, { force: true });
    return false;
  }
}

/** A killed process leaves its file behind. */
function isOrphan(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8') || process.pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
