/** What became of a message, in words, and what the user can do about it. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { OutboxItem } from '../../preload/contract/domain.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, message, outboxItem } from './support/samples.ts';
import { show } from './support/show.ts';

const scroller = page.getByRole('region', { name: /^Messages in / });
const button = (name: string) => scroller.getByRole('button', { name });

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Room' })] });
  fake.addMessages(message({ id: 1 }));
});

async function showItem(part: Partial<OutboxItem>) {
  fake.outbox.set(1, [outboxItem(part)]);
  await show(fake);
}

test.each([
  ['queued', 'Waiting to be sent.'],
  ['sending', 'Sending…'],
  ['sent', 'Sent'],
] as const)('%s is said quietly, without buttons', async (state, words) => {
  await showItem({ state });
  await expect.element(scroller.getByText(words, { exact: true })).toBeVisible();
  expect(scroller.getByRole('button').elements()).toEqual([]);
});

test('a message that failed can be retried, edited and discarded', async () => {
  await showItem({ state: 'failed', reason: '8x8 refused it.' });
  await expect.element(scroller.getByRole('alert')).toMatchTextContent(/Not delivered\. ?8x8 refused it\./);
  await button('Retry').click();
  await expect.poll(() => fake.argumentsOf('outbox.retry')).toEqual([{ id: 'item-1' }]);
  fake.updateOutbox(outboxItem({ state: 'failed', reason: 'Again.' }));
  await button('Discard').click();
  await expect.poll(() => fake.argumentsOf('outbox.discard')).toEqual([{ id: 'item-1' }]);
  await expect.element(scroller.getByText('On my way')).not.toBeInTheDocument();
});

test('editing changes the text and sends it; Escape leaves it as it was', async () => {
  await showItem({ state: 'failed', reason: 'Too long.' });
  await button('Edit').click();
  const editor = scroller.getByRole('textbox', { name: 'Edit the unsent message' });
  await expect.element(editor).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(scroller.getByText('On my way')).toBeVisible();
  await button('Edit').click();
  await editor.fill('On my way now');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => fake.argumentsOf('outbox.edit')).toEqual([{ id: 'item-1', text: 'On my way now' }]);
  await expect.poll(() => fake.argumentsOf('outbox.retry')).toEqual([{ id: 'item-1' }]);
  await expect.element(scroller.getByText('On my way now')).toBeVisible();
});

test('an edit that fails keeps what was typed', async () => {
  await showItem({ state: 'failed', reason: 'No.' });
  fake.failNext('outbox.edit', 'It is being sent.', 'conflict');
  await button('Edit').click();
  const editor = scroller.getByRole('textbox', { name: 'Edit the unsent message' });
  await editor.fill('Changed');
  await button('Send').click();
  await expect.element(page.getByText('The message was not changed. It is being sent.')).toBeVisible();
  await expect.element(editor).toHaveValue('Changed');
});

test.each([
  ['Check again', 'check-again'],
  ['Send again', 'send-again'],
  ['It was delivered', 'delivered'],
] as const)('a message in doubt: %s', async (label, as) => {
  await showItem({ state: 'unknown', reason: 'The connection broke.' });
  await expect
    .element(scroller.getByRole('alert'))
    .toMatchTextContent(/May have been delivered\. ?The connection broke\. ?Sending it again may make it appear twice\./);
  await button(label).click();
  await expect.poll(() => fake.argumentsOf('outbox.resolve')).toEqual([{ id: 'item-1', as }]);
});

test('an action that fails says so and changes nothing', async () => {
  await showItem({ state: 'failed', reason: 'No.' });
  fake.failNext('outbox.retry', 'The account is paused.', 'conflict');
  await button('Retry').click();
  await expect.element(page.getByText('It was not tried again. The account is paused.')).toBeVisible();
  await expect.element(button('Retry')).toBeVisible();
});

test('changes of one batch are applied in their order', async () => {
  await showItem({ state: 'queued' });
  await expect.element(scroller.getByText('Waiting to be sent.')).toBeVisible();
  fake.emit(
    { type: 'upsert', object: 'outbox', value: outboxItem({ state: 'sending' }) },
    { type: 'upsert', object: 'outbox', value: outboxItem({ state: 'failed', reason: 'In the end.' }) },
    { type: 'upsert', object: 'outbox', value: outboxItem({ id: 'gone', text: 'Gone again' }) },
    { type: 'delete', object: 'outbox', id: 'gone' },
    { type: 'delete', object: 'message', id: 1 },
    { type: 'upsert', object: 'message', value: message({ id: 1, text: 'Back again' }) },
  );
  await expect.element(scroller.getByRole('alert')).toMatchTextContent('In the end.');
  await expect.element(scroller.getByText('Back again')).toBeVisible();
  await expect.element(scroller.getByText('Gone again')).not.toBeInTheDocument();
});
