/** Writing: nothing is sent by accident, nothing typed is ever lost. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { keyAuth } from './support/providers.ts';
import { account, conversation, eight, message } from './support/samples.ts';
import { show } from './support/show.ts';

const box = page.getByRole('textbox', { name: /^Message to / });
const scroller = page.getByRole('region', { name: /^Messages in / });
const row = (name: RegExp) => page.getByRole('navigation', { name: 'Inbox' }).getByRole('button', { name });

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({
    conversations: [
      conversation({ id: 1, title: 'First room', lastMessage: { author: 'Ana', text: 'x', sentAt: Date.now(), mine: false } }),
      conversation({ id: 2, title: 'Second room', draft: 'kept from last time' }),
    ],
  });
  fake.addMessages(message({ id: 1 }));
});

describe('sending', () => {
  test('Enter sends, Shift+Enter starts a new line, and the message shows at once', async () => {
    await show(fake);
    await box.click();
    await userEvent.keyboard('One{Shift>}{Enter}{/Shift}two');
    await expect.element(box).toHaveValue('One\ntwo');
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
    const release = fake.hold('outbox.send');
    await userEvent.keyboard('{Enter}');
    await expect.element(box).toHaveValue('');
    await expect.element(scroller.getByText('Waiting to be sent.')).toBeVisible();
    release();
    await expect.poll(() => fake.argumentsOf('outbox.send')).toHaveLength(1);
    expect(fake.argumentsOf('outbox.send')[0]).toMatchObject({ conversationId: 1, text: 'One\ntwo', createRoom: false });
    expect(fake.argumentsOf('outbox.send')[0]).toHaveProperty('clientId', expect.stringMatching(/^[\da-f-]{36}$/));
    await expect.poll(() => fake.argumentsOf('conversations.saveDraft').at(-1)).toEqual({ conversationId: 1, text: '' });
  });

  test('Enter belongs to the input method while it composes', async () => {
    await show(fake);
    await box.fill('にほん');
    box.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
    box.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', keyCode: 229, bubbles: true, cancelable: true }));
    await expect.element(box).toHaveValue('にほん');
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
  });

  test('nothing but spaces is not a message', async () => {
    await show(fake);
    await box.fill('   ');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled();
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
  });

  test('a text main could not keep comes back with the reason, before what was typed since', async () => {
    await show(fake);
    const release = fake.hold('outbox.send');
    fake.failNext('outbox.send', 'The disk is full.', 'storage');
    await box.fill('Important');
    await userEvent.keyboard('{Enter}');
    await box.fill('more');
    release();
    await expect.element(page.getByRole('alert')).toMatchTextContent('Not sent, your text is still here. The disk is full.');
    await expect.element(box).toHaveValue('Important\nmore');
    await expect.element(scroller.getByText('Waiting to be sent.')).not.toBeInTheDocument();
    await expect.poll(() => fake.argumentsOf('conversations.saveDraft').at(-1)).toEqual({ conversationId: 1, text: 'Important\nmore' });
  });

  test('a text that comes back after the user went elsewhere is waiting in its own conversation', async () => {
    await show(fake);
    const release = fake.hold('outbox.send');
    fake.failNext('outbox.send', 'The disk is full.', 'storage');
    await box.fill('For the first room');
    await userEvent.keyboard('{Enter}');
    await row(/^Second room/).click();
    release();
    await expect.element(row(/^First room/)).toMatchTextContent('For the first room');
    await expect.element(box).toHaveValue('kept from last time');
    await row(/^First room/).click();
    await expect.element(box).toHaveValue('For the first room');
  });

  test('the confirmed message takes the place of the one that was sent', async () => {
    await show(fake);
    await box.fill('Hello');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => fake.outbox.get(1)).toHaveLength(1);
    const [item] = fake.outbox.get(1)!;
    fake.updateOutbox({ ...item!, state: 'confirmed', messageId: 77 });
    await expect.element(scroller.getByText('Delivered')).toBeInTheDocument();
    fake.receive(message({ id: 77, text: 'Hello', mine: true, sentAt: Date.now() }));
    await expect.poll(() => scroller.getByText('Hello', { exact: true }).elements().length).toBe(1);
  });
});

describe('drafts', () => {
  test('are saved after a pause and when leaving, and come back per conversation', async () => {
    await show(fake);
    await box.fill('half a thou');
    await box.fill('half a thought');
    await expect.poll(() => fake.argumentsOf('conversations.saveDraft')).toEqual([{ conversationId: 1, text: 'half a thought' }]);
    await box.fill('half a thought more');
    await row(/^Second room/).click();
    expect(fake.argumentsOf('conversations.saveDraft').at(-1)).toEqual({ conversationId: 1, text: 'half a thought more' });
    await expect.element(box).toHaveValue('kept from last time');
    await expect.element(row(/^First room/)).toMatchTextContent(/Draft: ?half a thought more/);
    await row(/^First room/).click();
    await expect.element(box).toHaveValue('half a thought more');
  });

  test('one that cannot be saved is kept and its reason told', async () => {
    await show(fake);
    fake.failNext('conversations.saveDraft', 'The disk is full.', 'storage');
    await box.fill('precious');
    await expect.element(page.getByRole('alert')).toMatchTextContent('Your draft could not be saved. The disk is full.');
    await expect.element(box).toHaveValue('precious');
  });
});

describe('guards', () => {
  test('the composer names the account it writes as', async () => {
    await show(fake);
    await expect.element(box).toHaveAccessibleName('Message to First room as Northwind work');
    await expect.element(page.getByRole('main').getByTitle('Messages leave through this account')).toMatchTextContent('Northwind work');
  });

  test('the first message to a room never seen is confirmed, and only then may create it', async () => {
    fake.replaceConversation({ ...fake.conversation(1), seen: false });
    await show(fake);
    await box.fill('Anybody here?');
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('alertdialog');
    await expect
      .element(dialog)
      .toMatchTextContent(
        'Parley has never seen a message in “First room”. If no room has exactly this name, 8x8 creates a public room for everyone in your company.',
      );
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(box).toHaveValue('Anybody here?');
    await expect.element(box).toHaveFocus();
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Send anyway' }).click();
    await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ text: 'Anybody here?', createRoom: true }]);
    await expect.element(box).toHaveValue('');
  });

  test('a conversation that cannot be written to says why', async () => {
    fake.replaceConversation({ ...fake.conversation(1), readOnlyReason: 'Private rooms can only be read.', draft: 'too late' });
    await show(fake);
    await expect.element(page.getByText('Private rooms can only be read.')).toBeVisible();
    await expect.element(page.getByText('too late')).toBeVisible();
    await expect.element(box).not.toBeInTheDocument();
  });

  test('counts down near the limit and stops beyond it', async () => {
    fake.start.providers = [{ ...eight, limits: { messageLength: { most: 50, unit: 'characters' } } }];
    await show(fake);
    await box.fill('x'.repeat(30));
    await expect.element(page.getByText('20 left')).not.toBeInTheDocument();
    await box.fill('x'.repeat(45));
    await expect.element(page.getByText('5 left')).toBeVisible();
    await box.fill('x'.repeat(52));
    await expect.element(page.getByText('2 characters too many')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
  });

  test('counts bytes where the service does, and not the spaces around a text', async () => {
    fake.start.providers = [{ ...eight, limits: { messageLength: { most: 20, unit: 'bytes' } } }];
    await show(fake);
    await box.fill('  äöü 🙂🙂  ');
    await expect.element(page.getByText('5 bytes left')).not.toBeInTheDocument();
    await box.fill('äöü 🙂🙂 a');
    await expect.element(page.getByText('3 bytes left')).toBeVisible();
    await box.fill('äöü 🙂🙂 🙂🙂');
    await expect.element(page.getByText('4 bytes too many')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  });
});

describe('what a service does to a text', () => {
  const dialog = page.getByRole('alertdialog', { name: 'This may not arrive as you wrote it' });

  beforeEach(async () => {
    fake.start.providers = [keyAuth];
    fake.start.accounts = [account({ kind: 'keyauth' })];
    await show(fake);
    await box.fill('I <3 this, a < b');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).toMatchTextContent(/KeyAuth removes everything from “<” on/);
  });

  test('is said before; the text can go as it is', async () => {
    expect(fake.argumentsOf('outbox.send')).toEqual([]);
    await dialog.getByRole('button', { name: 'Send as it is' }).click();
    await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ text: 'I <3 this, a < b' }]);
  });

  test('is avoided by a replacement', async () => {
    await dialog.getByRole('button', { name: 'Replace and send' }).click();
    await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ text: 'I ‹3 this, a ‹ b' }]);
    await expect.element(box).toHaveValue('');
  });

  test('can be thought over', async () => {
    await dialog.getByRole('button', { name: 'Edit' }).click();
    await expect.element(box).toHaveValue('I <3 this, a < b');
    await expect.element(box).toHaveFocus();
    await box.fill('nothing special');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ text: 'nothing special' }]);
  });
});
