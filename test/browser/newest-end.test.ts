/** Whoever reads at the newest end stays there, whatever happens to the room there is; whoever reads elsewhere is not moved. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, hour, message, minute } from './support/samples.ts';
import { settled } from './support/settled.ts';
import { show } from './support/show.ts';

const scroller = page.getByRole('region', { name: /^Messages in / });
const box = page.getByRole('textbox', { name: /^Message to / });

/** How far the newest end is below the edge, px. */
function belowEdge(): number {
  const { scrollHeight, scrollTop, clientHeight } = scroller.element();
  return Math.round(scrollHeight - scrollTop - clientHeight);
}

let fake: FakeParley;

beforeEach(async () => {
  fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Harbour' })] });
  const words = (index: number) => 'and more words '.repeat(8 + (index % 9));
  fake.addMessages(
    ...Array.from({ length: 60 }, (_, index) =>
      message({ id: index + 1, sentAt: Date.now() - (60 - index) * minute, text: `Line ${index + 1} says ${words(index)}` }),
    ),
  );
  await show(fake);
  await settled();
  expect(belowEdge()).toBe(0);
});

const changes: Record<string, () => Promise<unknown> | undefined> = {
  'what is written grows to many lines': () => box.fill('line\n'.repeat(12)),
  'the window becomes less high': () => page.viewport(1280, 500),
  'the window becomes narrow': () => page.viewport(620, 800),
  'the window becomes narrow and low': () => page.viewport(620, 420),
  'a reminder is shown above': () => void fake.updateConversation(1, { remindAt: Date.now() + hour }),
};

for (const [name, change] of Object.entries(changes)) {
  test(`the newest message stays in sight when ${name}`, async () => {
    const before = scroller.element().clientHeight + scroller.element().clientWidth;
    await change();
    await expect.poll(() => scroller.element().clientHeight + scroller.element().clientWidth).not.toBe(before);
    await settled();
    await expect.poll(belowEdge).toBeLessThan(2);
    await expect.element(page.getByRole('button', { name: 'Jump to the newest message' })).not.toBeInTheDocument();
  });
}

test('who reads further up is not moved by it', async () => {
  scroller.element().scrollTop -= 900;
  await settled();
  const before = scroller.element().scrollTop;
  await page.viewport(1280, 500);
  await settled();
  expect(scroller.element().scrollTop).toBe(before);
  await expect.element(page.getByRole('button', { name: 'Jump to the newest message' })).toBeVisible();
});
