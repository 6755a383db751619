/** What can be done with a message, from the pointer and from the keyboard, and what it then says about itself. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Message } from '../../preload/contract/domain.ts';
import { seenWords } from '../../renderer/lib/format/seen.ts';
import { removeScopes, whyNot } from '../../renderer/lib/state/message-actions.ts';
import { FakeParley } from './support/fake-parley.ts';
import { connectNow, spikaUser } from './support/providers.ts';
import { account, conversation, eight, message, minute, outboxItem } from './support/samples.ts';
import { show } from './support/show.ts';

const scroller = page.getByRole('region', { name: /^Messages in / });
const article = (name: RegExp) => scroller.getByRole('article', { name });
const mine = article(/^You: Mine/);
const hers = article(/^Ana Ferreira: Hers/);
const box = page.getByRole('textbox', { name: /^Message to / });
const editor = page.getByRole('textbox', { name: 'New text of your message' });

let fake: FakeParley;

async function open(provider = spikaUser, ...more: Message[]) {
  fake = new FakeParley({
    providers: [provider],
    accounts: [account({ kind: provider.kind })],
    conversations: [conversation({ id: 1, title: 'Room', draft: 'half a thought' })],
  });
  fake.addMessages(
    message({ id: 1, text: 'Hers', sentAt: Date.now() - 9 * minute }),
    message({ id: 2, text: 'Mine', mine: true, sentAt: Date.now() - 8 * minute }),
    ...more,
  );
  await show(fake);
  await expect.element(mine).toBeVisible();
}

describe('the rules', () => {
  const subject = (part: Partial<Message>, provider = spikaUser) => ({
    message: message({ id: 1, ...part }),
    change: null,
    conversation: conversation({ id: 1 }),
    provider,
  });

  test('a service that cannot says so', () => {
    for (const action of ['reply', 'edit', 'remove'] as const) expect(whyNot(action, subject({ mine: true }, eight))).toMatch(/^8x8 /);
    for (const action of ['reply', 'edit', 'remove'] as const) expect(whyNot(action, subject({ mine: true }))).toBe('');
  });

  test('others’ messages can be answered, not changed, and taken only out of one’s own view', () => {
    expect(whyNot('reply', subject({}))).toBe('');
    expect(whyNot('edit', subject({}))).toBe('Only your own messages can be changed.');
    expect(removeScopes(subject({}))).toEqual(['self']);
    expect(removeScopes(subject({ mine: true }))).toEqual(['self', 'all']);
    expect(whyNot('remove', subject({}, connectNow))).toBe('Only your own messages can be deleted.');
  });

  test('what is deleted, written by the service or changing already is left alone', () => {
    expect(whyNot('reply', subject({ deleted: true }))).not.toBe('');
    expect(whyNot('remove', subject({ system: true }))).not.toBe('');
    expect(whyNot('edit', { ...subject({ mine: true }), change: outboxItem({ kind: 'edit' }) })).not.toBe('');
    expect(whyNot('reply', { ...subject({}), conversation: conversation({ id: 1, signIn: 'needed' }) })).toBe('Join this room first.');
  });

  test('readers are counted in words', () => {
    expect([null, { count: 0, of: 5 }, { count: 3, of: 5 }, { count: 5, of: 5 }, { count: 1, of: 1 }].map(seenWords)).toEqual([
      '',
      'Not read yet',
      'Read by 3 of 5',
      'Read by all 5',
      'Read',
    ]);
  });
});

describe('answering', () => {
  beforeEach(() => open());

  test('from the toolbar: quoted over the composer and in the bubble', async () => {
    await hers.hover();
    await scroller.getByRole('button', { name: 'Reply' }).click();
    await expect.element(box).toHaveFocus();
    await expect.element(page.getByText('Answering Ana Ferreira')).toBeVisible();
    await box.fill('I agree');
    const release = fake.hold('outbox.send');
    await userEvent.keyboard('{Enter}');
    await expect.element(scroller.getByText('Answer to')).toBeInTheDocument();
    release();
    await expect.poll(() => fake.argumentsOf('outbox.send')).toMatchObject([{ text: 'I agree', replyToId: 1 }]);
    await expect.element(page.getByText('Answering Ana Ferreira')).not.toBeInTheDocument();
  });

  test('Escape answers nobody, and a message that comes back keeps whom it answers', async () => {
    await hers.hover();
    await scroller.getByRole('button', { name: 'Reply' }).click();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('Answering Ana Ferreira')).not.toBeInTheDocument();
    await expect.element(box).toHaveFocus();
    await hers.hover();
    await scroller.getByRole('button', { name: 'Reply' }).click();
    fake.failNext('outbox.send', 'The disk is full.', 'storage');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The disk is full\./);
    await expect.element(page.getByText('Answering Ana Ferreira')).toBeVisible();
  });
});

describe('changing', () => {
  beforeEach(() => open());

  test('happens in the composer, keeps the draft, and shows the new text while it is saved', async () => {
    await mine.hover();
    await scroller.getByRole('button', { name: 'Edit' }).click();
    await expect.element(editor).toHaveValue('Mine');
    await editor.fill('Mine, corrected');
    await userEvent.keyboard('{Enter}');
    await expect.element(box).toHaveValue('half a thought');
    await expect.element(scroller.getByText('Mine, corrected')).toBeVisible();
    await expect.element(scroller.getByText('Waiting to be saved.')).toBeVisible();
    const [item] = fake.outbox.get(1)!;
    expect(item).toMatchObject({ kind: 'edit', targetId: 2, text: 'Mine, corrected' });
    fake.updateOutbox({ ...item!, state: 'sending' });
    await expect.element(scroller.getByText('Saving…')).toBeVisible();
    fake.emit(
      { type: 'upsert', object: 'message', value: message({ id: 2, text: 'Mine, corrected', mine: true, editedAt: Date.now() }) },
      { type: 'upsert', object: 'outbox', value: { ...item!, state: 'confirmed' } },
    );
    await expect.element(scroller.getByRole('button', { name: 'edited' })).toBeVisible();
    await expect.element(scroller.getByText('Saving…')).not.toBeInTheDocument();
  });

  test('Escape leaves it as it was; nothing changed is nothing to save', async () => {
    await mine.hover();
    await scroller.getByRole('button', { name: 'Edit' }).click();
    await editor.fill('Something else');
    await userEvent.keyboard('{Escape}');
    await expect.element(box).toHaveValue('half a thought');
    await mine.hover();
    await scroller.getByRole('button', { name: 'Edit' }).click();
    await userEvent.keyboard('{Enter}');
    await expect.element(box).toHaveValue('half a thought');
    expect(fake.argumentsOf('messages.edit')).toEqual([]);
  });

  test('a change that failed can be retried, corrected and dropped', async () => {
    const item = outboxItem({
      kind: 'edit',
      targetId: 2,
      text: 'Mine, too late',
      state: 'failed',
      reason: 'Spika no longer lets it be changed.',
    });
    fake.updateOutbox(item);
    await expect.element(mine.getByRole('alert')).toMatchTextContent(/Not changed\. ?Spika no longer lets it be changed\./);
    await mine.getByRole('button', { name: 'Edit' }).click();
    await expect.element(editor).toHaveFocus();
    await editor.fill('Mine, once more');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => fake.argumentsOf('outbox.edit')).toEqual([{ id: 'item-1', text: 'Mine, once more' }]);
    await expect.poll(() => fake.argumentsOf('outbox.retry')).toEqual([{ id: 'item-1' }]);
    fake.updateOutbox(item);
    await mine.getByRole('button', { name: 'Discard' }).click();
    await expect.element(scroller.getByText('Mine, too late')).not.toBeInTheDocument();
    await expect.element(scroller.getByText('Mine', { exact: true })).toBeVisible();
  });

  test('what main could not keep is in the composer again', async () => {
    await mine.hover();
    await scroller.getByRole('button', { name: 'Edit' }).click();
    await editor.fill('Mine, corrected');
    fake.failNext('messages.edit', 'The disk is full.', 'storage');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alert')).toMatchTextContent('Not changed, your text is still here. The disk is full.');
    await expect.element(editor).toHaveValue('Mine, corrected');
  });

  test('a change of a message too old to be on screen is not lost from sight', async () => {
    fake.updateOutbox(outboxItem({ kind: 'edit', targetId: 999, text: 'Ancient', state: 'failed', reason: 'Gone.' }));
    await expect.element(scroller.getByText('New text of an older message of yours')).toBeVisible();
    await expect.element(scroller.getByRole('button', { name: 'Retry' })).toBeVisible();
  });
});

describe('deleting', () => {
  const dialog = page.getByRole('alertdialog', { name: 'Delete this message?' });

  test('asks for whom, and shows what becomes of it', async () => {
    await open();
    await mine.hover();
    await scroller.getByRole('button', { name: 'Delete…' }).click();
    await expect.element(dialog.getByRole('radio', { name: /^For me/ })).toBeChecked();
    await dialog.getByRole('radio', { name: /^For everyone/ }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => fake.argumentsOf('messages.remove')).toMatchObject([{ messageId: 2, forAll: true }]);
    await expect.element(mine.getByText('Waiting to be deleted.')).toBeVisible();
    await expect.element(mine).toHaveFocus();
  });

  test('one way only is no choice', async () => {
    await open(connectNow);
    await mine.hover();
    await scroller.getByRole('button', { name: 'Delete…' }).click();
    await expect.element(dialog).toMatchTextContent(/It disappears for everyone in this chat\./);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => fake.argumentsOf('messages.remove')).toMatchObject([{ forAll: true }]);
  });

  test('a deletion that failed says why and offers no correction', async () => {
    await open();
    fake.updateOutbox(outboxItem({ kind: 'delete', targetId: 2, text: 'Mine', state: 'failed', reason: 'It is too old.' }));
    await expect.element(mine.getByRole('alert')).toMatchTextContent(/Not deleted\. ?It is too old\./);
    await expect.element(mine.getByRole('button', { name: 'Retry' })).toBeVisible();
    await expect.element(mine.getByRole('group').getByRole('button', { name: 'Edit' })).not.toBeInTheDocument();
  });
});

describe('the keyboard', () => {
  beforeEach(() => open());

  async function focusMine() {
    (scroller.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(mine).toHaveFocus();
  }

  test('goes from message to message and does what the pointer does', async () => {
    await focusMine();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(hers).toHaveFocus();
    await userEvent.keyboard('e');
    await expect.element(page.getByText('Only your own messages can be changed.')).toBeVisible();
    await userEvent.keyboard('{ArrowDown}e');
    await expect.element(editor).toHaveFocus();
    await expect.element(editor).toHaveValue('Mine');
  });

  test('r answers, Delete deletes, and the focus comes back to the message', async () => {
    await focusMine();
    await userEvent.keyboard('{Delete}');
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(mine).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}r');
    await expect.element(box).toHaveFocus();
    await expect.element(page.getByText('Answering Ana Ferreira')).toBeVisible();
    expect(fake.argumentsOf('messages.remove')).toEqual([]);
  });

  test('the toolbar is one Tab away from its message', async () => {
    await focusMine();
    await userEvent.tab();
    await expect.element(scroller.getByRole('button', { name: 'Reply' })).toHaveFocus();
  });

  test('arrow up in an empty composer changes the last message', async () => {
    await box.fill('');
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(editor).toHaveValue('Mine');
  });
});

describe('the menu', () => {
  test('greys out what the service cannot do, with the reason, and gives the focus back', async () => {
    await open({ ...connectNow, name: 'ConnectNow' });
    await hers.click({ button: 'right' });
    await expect.element(page.getByRole('menuitem', { name: /^Reply/ })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByText('ConnectNow has no replies.')).toBeVisible();
    await expect.element(page.getByText('Only your own messages can be changed.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(hers).toHaveFocus();
  });

  test('does what it says', async () => {
    await open();
    await mine.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await expect.element(editor).toHaveFocus();
  });
});

describe('what a message says about itself', () => {
  test('earlier texts are one click away', async () => {
    await open(spikaUser, message({ id: 3, text: 'As it is now', editedAt: Date.now() - minute, sentAt: Date.now() - 2 * minute }));
    fake.on('messages.versions', () => [{ text: 'As it was', replacedAt: Date.now() - minute }]);
    fake.failNext('messages.versions', 'The disk did not answer.', 'storage');
    await scroller.getByRole('button', { name: 'edited' }).click();
    const dialog = page.getByRole('dialog', { name: 'Earlier texts' });
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The disk did not answer\./);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.element(dialog.getByText('As it was')).toBeVisible();
    await expect.element(dialog.getByText('As it is now')).toBeVisible();
    expect(fake.argumentsOf('messages.versions')).toEqual([{ messageId: 3 }, { messageId: 3 }]);
  });

  test('a deleted one is a quiet trace that still knows what it said', async () => {
    await open(spikaUser, message({ id: 3, text: 'Said in anger', deleted: true, sentAt: Date.now() }));
    await expect.element(scroller.getByText('This message was deleted.')).toBeVisible();
    await expect.element(scroller.getByText('Said in anger')).not.toBeInTheDocument();
    await scroller.getByRole('button', { name: 'Show what it said' }).click();
    await expect.element(scroller.getByText('Said in anger')).toBeVisible();
    await scroller.getByRole('button', { name: 'Hide it' }).click();
    await expect.element(scroller.getByText('Said in anger')).not.toBeInTheDocument();
  });

  test('reactions, readers, quotes, and what the service says itself', async () => {
    await open(
      spikaUser,
      message({ id: 3, text: 'Jonas joined', system: true, sentAt: Date.now() - 3 * minute }),
      message({
        id: 4,
        text: 'Newest of mine',
        mine: true,
        sentAt: Date.now() - minute,
        replyTo: { authorName: 'Jonas', text: 'What do you think?' },
        reactions: [
          { emoji: '👍', count: 3, mine: true },
          { emoji: '🎉', count: 1, mine: false },
        ],
        seenBy: { count: 3, of: 5 },
      }),
    );
    await expect.element(scroller.getByText('Read by 3 of 5')).toBeVisible();
    await expect.element(scroller.getByRole('list', { name: 'Reactions' })).toMatchTextContent(/👍 3.*yours among them.*🎉 1/);
    await expect.element(scroller.getByText('What do you think?')).toBeVisible();
    await expect.element(scroller.getByText('Jonas joined')).toBeVisible();
    await expect.element(article(/Jonas joined/)).not.toBeInTheDocument();
  });
});
