/** Waits for the list of messages to stand still. */
import { expect } from 'vitest';
import { page } from 'vitest/browser';

const scroller = page.getByRole('region', { name: /^Messages in / });

/** Rows are measured when a frame is drawn, and on a busy machine timers run long before the next one is. */
async function frames(count: number): Promise<void> {
  for (let drawn = 0; drawn < count; drawn += 1) await new Promise(requestAnimationFrame);
}

export async function settled(): Promise<void> {
  let before = -1;
  await expect
    .poll(
      async () => {
        await frames(4);
        const now = scroller.element().scrollHeight + scroller.element().scrollTop;
        const same = now === before;
        before = now;
        return same;
      },
      { interval: 20, timeout: 10_000 },
    )
    .toBe(true);
}
