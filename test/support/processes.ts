/** Which processes are there, read from /proc: so that tests can tell that none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Ids of the living processes whose command line or environment-free arguments hold `text`. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        // A process that has ended and waits for its parent has no command line.
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits until no such process is left; rejects with those that stay. */
export async function waitUntilGone(text: string, patience = 10_000): Promise<void> {
  const giveUpAt = Date.now() + patience;
  for (let left = processesWith(text); left.length > 0; left = processesWith(text)) {
    if (Date.now() > giveUpAt) throw new Error(`Still running after ${patience} ms: ${left.map(describe).join('\n')}`);
    await delay(20);
  }
}

function describe(processId: number): string {
  try {
    return `${processId} ${readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 200)}`;
  } catch {
    return `${processId} (just ended)`;
  }
}
