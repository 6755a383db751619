/** How complete a conversation is: gaps between messages, what can be done about them, and services that can only be sent to. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Message } from '../../preload/contract/domain.ts';
import { buildRows } from '../../renderer/lib/state/rows.ts';
import { FakeParley } from './support/fake-parley.ts';
import { spikaKey } from './support/providers.ts';
import { account, conversation, gap, hour, message, minute, outboxItem } from './support/samples.ts';
import { show } from './support/show.ts';

const pane = page.getByRole('region', { name: /^Conversation / });
const scroller = page.getByRole('region', { name: /^Messages in / });
const fill = scroller.getByRole('button', { name: 'Try to fill' });

describe('where a gap is drawn', () => {
  const noon = new Date(2025, 10, 20, 12).getTime();
  const said = (id: number) => message({ id, sentAt: noon + id * minute, order: noon + id * minute });
  const shape = (messages: Message[], gaps: ReturnType<typeof gap>[]) =>
    buildRows({ messages, outbox: [], gaps, firstUnread: null, hasNewer: false }).flatMap((row): (string | number)[] =>
      row.kind === 'message' ? [row.message.id] : row.kind === 'gap' ? [`gap ${row.gap.id}`] : [],
    );

  test('between the messages on either side, of which one may not be there yet', () => {
    expect(shape([said(1), said(2), said(3)], [gap(said(1), said(2))])).toEqual([1, 'gap 1', 2, 3]);
    expect(shape([said(2), said(3)], [gap(said(1), said(2))])).toEqual(['gap 1', 2, 3]);
    expect(shape([said(5), said(6)], [gap(said(1), said(2))])).toEqual([5, 6]);
    expect(shape([said(1), said(2)], [gap(said(2), said(3))])).toEqual([1, 2, 'gap 1']);
  });

  test('it parts what one author said', () => {
    const rows = buildRows({ messages: [said(1), said(2)], outbox: [], gaps: [gap(said(1), said(2))], firstUnread: null, hasNewer: false });
    expect(rows.filter((row) => row.kind === 'message').map(({ starts }) => starts)).toEqual([true, true]);
  });
});

let fake: FakeParley;

describe('in the window', () => {
  const older = message({ id: 1, text: 'Before', sentAt: Date.now() - 3 * hour });
  const newer = message({ id: 2, text: 'After', sentAt: Date.now() - minute });

  beforeEach(() => {
    fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Room', gaps: 1 })] });
    fake.addMessages(older, newer);
    fake.gaps = [gap(older, newer, { id: 7 })];
  });

  test('the header counts, the row names the stretch, and filling closes it', async () => {
    fake.on('conversations.fillGap', ({ gapId }: { gapId: number }) => {
      fake.receive(message({ id: 3, text: 'It was here', sentAt: Date.now() - hour }));
      fake.emit({ type: 'delete', object: 'gap', id: gapId });
      fake.updateConversation(1, { gaps: 0 });
      return { added: 1, closed: true };
    });
    await show(fake);
    await expect.element(pane.getByRole('button', { name: '1 gap' })).toBeVisible();
    await expect.element(scroller.getByText(/^Messages may be missing between .*\d.* and .*\d.*\.$/)).toBeVisible();
    const release = fake.hold('conversations.fillGap');
    await fill.click();
    await expect.element(fill).toHaveAttribute('aria-disabled', 'true');
    release();
    await expect.element(page.getByText('1 message came: nothing is missing there now.')).toBeVisible();
    expect(fake.argumentsOf('conversations.fillGap')).toEqual([{ gapId: 7 }]);
    await expect.element(scroller.getByText('It was here')).toBeVisible();
    await expect.element(fill).not.toBeInTheDocument();
    await expect.element(scroller).toHaveFocus();
    await expect.element(pane.getByText(/^Caught up to .*, no gaps$/)).toBeVisible();
  });

  test('what the service no longer has is said, and so is a failure', async () => {
    await show(fake);
    fake.failNext('conversations.fillGap', '8x8 could not be reached.', 'provider');
    await fill.click();
    await expect.element(scroller.getByText('8x8 could not be reached.')).toBeVisible();
    fake.on('conversations.fillGap', () => ({ added: 0, closed: false }));
    await fill.click();
    await expect.element(scroller.getByText('8x8 gave nothing more.')).toBeVisible();
    fake.on('conversations.fillGap', () => ({ added: 12, closed: false }));
    await fill.click();
    await expect.element(scroller.getByText('12 messages came; some may still be missing.')).toBeVisible();
  });

  test('an earlier attempt is remembered', async () => {
    fake.gaps = [gap(older, newer, { triedAt: Date.now() - 2 * minute })];
    await show(fake);
    await expect.element(scroller.getByText(/^Last tried \d/)).toBeVisible();
  });

  test('the header leads to a gap far back, with the keyboard on what can be done', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      message({ id: 100 + index, text: `Line ${index}`, sentAt: Date.now() - (300 - index) * minute }),
    );
    fake.messages.set(1, many);
    fake.gaps = [gap(many[19]!, many[20]!)];
    await show(fake);
    await expect.element(scroller.getByText('Line 299')).toBeVisible();
    await pane.getByRole('button', { name: '1 gap' }).click();
    await expect.element(fill).toBeInViewport();
    await expect.element(fill).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => fake.argumentsOf('conversations.fillGap')).toHaveLength(1);
  });

  test('a gap that opens while the conversation is on screen appears', async () => {
    fake.gaps = [];
    await show(fake);
    await expect.element(scroller.getByText('After')).toBeVisible();
    fake.emit(
      { type: 'upsert', object: 'gap', value: gap(older, newer) },
      { type: 'upsert', object: 'gap', value: gap(older, newer, { id: 9, conversationId: 2 }) },
    );
    await expect.poll(() => fill.elements().length).toBe(1);
  });
});

test('a service that can only be sent to says so, and shows what was sent from here', async () => {
  fake = new FakeParley({
    providers: [spikaKey],
    accounts: [account({ kind: 'spika-key' })],
    conversations: [conversation({ id: 1, title: 'Team', seen: false, historyComplete: false, caughtUpAt: null })],
  });
  fake.addMessages(message({ id: 1, text: 'Sent yesterday', mine: true }));
  fake.outbox.set(1, [outboxItem({ text: 'Sent now', state: 'sent' })]);
  await show(fake);
  await expect.element(pane.getByText('Send only')).toBeVisible();
  await expect.element(scroller.getByText(/^Parley can only send here: messages others write do not arrive\./)).toBeVisible();
  await expect.element(scroller.getByText('Sent yesterday')).toBeVisible();
  await expect.element(scroller.getByText('Sent now')).toBeVisible();
  await expect.element(scroller.getByRole('button', { name: 'Load older messages' })).not.toBeInTheDocument();
  await expect.element(page.getByText(/Caught up/)).not.toBeInTheDocument();
  await expect.element(page.getByRole('region', { name: 'Accounts' }).getByText('Ready to send')).toBeVisible();
  await page.getByRole('textbox', { name: /^Message to/ }).fill('No need to ask');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ createRoom: false }]);
});
