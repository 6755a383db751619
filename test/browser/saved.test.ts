/** Messages put aside: saved, found again, opened in their place, and let go. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, hour, message, minute } from './support/samples.ts';
import { show } from './support/show.ts';

const list = page.getByRole('navigation', { name: 'Inbox' });
const entry = (text: string | RegExp) => list.getByRole('listitem').filter({ hasText: text });
const open = (text: string | RegExp) => entry(text).getByRole('button').first();
const inPane = (text: string | RegExp) =>
  page
    .getByRole('region', { name: /^Messages in/ })
    .getByRole('listitem')
    .filter({ hasText: text });
const texts = () => [...list.element().querySelectorAll('[data-saved] .text')].map((one) => one.textContent?.trim());

let fake: FakeParley;

beforeEach(() => {
  fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Office' }), conversation({ id: 2, title: 'Harbour' })] });
  fake.addMessages(
    ...Array.from({ length: 300 }, (_, index) =>
      message({ id: 1000 + index, conversationId: 2, text: `Round ${index}.`, sentAt: Date.now() - (400 - index) * minute }),
    ),
    message({ id: 1, text: 'The door code is 4711.' }),
    message({ id: 2, text: 'Thanks!', mine: true, authorName: 'Chapi' }),
  );
});

/** Newest first. */
function save(...ids: number[]): void {
  for (const [index, id] of ids.entries()) {
    fake.changeMessage({ ...fake.message(id), saved: true });
    fake.saved.push({ messageId: id, savedAt: Date.now() - index * hour });
  }
}

async function toSaved(): Promise<void> {
  await list.getByRole('button', { name: /change the list$/ }).click();
  await page.getByRole('menuitemradio', { name: 'Saved' }).click();
}

describe('on a message', () => {
  test('its menu saves it, a mark shows it, and the menu lets it go again', async () => {
    await show(fake);
    await list.getByRole('button', { name: /^Office/ }).click();
    await inPane('door code').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Save' }).click();
    await expect.element(inPane('door code').getByTitle('Saved')).toBeVisible();
    await expect.element(inPane('door code').getByRole('article')).toHaveAccessibleName(/, saved$/);
    await expect.element(page.getByTestId('announcements')).toMatchTextContent('Saved');
    await inPane('door code').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'No longer save' }).click();
    await expect.element(inPane('door code').getByTitle('Saved')).not.toBeInTheDocument();
    expect(fake.argumentsOf('saved.set')).toEqual([
      { messageId: 1, saved: true },
      { messageId: 1, saved: false },
    ]);
  });

  test('S saves it and the focus stays; what is refused is said', async () => {
    await show(fake);
    await list.getByRole('button', { name: /^Office/ }).click();
    await expect.element(inPane('Thanks')).toBeVisible();
    page
      .getByRole('region', { name: /^Messages in/ })
      .element()
      .querySelector<HTMLElement>('[data-row="message-2"]')!
      .focus();
    fake.failNext('saved.set', 'The disk is full: this was not saved.', 'storage');
    await userEvent.keyboard('s');
    await expect.element(page.getByText('It was not saved. The disk is full: this was not saved.')).toBeVisible();
    await userEvent.keyboard('s');
    await expect.element(inPane('Thanks').getByTitle('Saved')).toBeVisible();
    await expect.element(inPane('Thanks').getByRole('article')).toHaveFocus();
  });

  test('its toolbar saves it, too, where nothing else can be done with it', async () => {
    await show(fake);
    await list.getByRole('button', { name: /^Office/ }).click();
    await inPane('door code').hover();
    await page.getByRole('toolbar', { name: 'Message actions' }).getByRole('button', { name: 'Save' }).click();
    await expect.element(inPane('door code').getByTitle('Saved')).toBeVisible();
  });
});

describe('the saved messages', () => {
  test('are listed newest first with their conversation, and open where they were said', async () => {
    save(1010, 1, 1200);
    await show(fake);
    await toSaved();
    await expect.element(entry('Round 10.')).toMatchTextContent(/Ana Ferreira.*Round 10\..*in.*Harbour/s);
    expect(texts()).toEqual(['Round 10.', 'The door code is 4711.', 'Round 200.']);
    await open('Round 10.').click();
    await expect.element(page.getByRole('heading', { name: 'Harbour', level: 2 })).toBeVisible();
    await expect.element(inPane('Round 10.').getByRole('article')).toHaveFocus();
    await expect.element(inPane('Round 299.')).not.toBeInTheDocument();
    await open('Round 200.').click();
    await expect.element(inPane('Round 200.').getByRole('article')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(open('Round 200.')).toHaveFocus();
    await userEvent.keyboard('k{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Office', level: 2 })).toBeVisible();
  });

  test('what is saved, changed, let go or deleted elsewhere is seen at once', async () => {
    save(1010, 1);
    await show(fake);
    await toSaved();
    await expect.poll(texts).toEqual(['Round 10.', 'The door code is 4711.']);
    fake.setSaved(1250, true);
    await expect.poll(texts).toEqual(['Round 250.', 'Round 10.', 'The door code is 4711.']);
    fake.changeMessage({ ...fake.message(1), text: 'The door code is 1234.' });
    await expect.poll(texts).toEqual(['Round 250.', 'Round 10.', 'The door code is 1234.']);
    fake.setSaved(1010, false);
    await expect.poll(texts).toEqual(['Round 250.', 'The door code is 1234.']);
    fake.emit({ type: 'delete', object: 'conversation', id: 2 });
    await expect.poll(texts).toEqual(['The door code is 1234.']);
    fake.emit({ type: 'delete', object: 'message', id: 1 });
    await expect.element(list.getByText('Nothing is saved yet')).toBeVisible();
  });

  test('what changes while they are read wins over what was read', async () => {
    save(1010, 1);
    const stale = fake.saved.map(({ messageId, savedAt }) => ({ message: fake.message(messageId), savedAt }));
    fake.on('saved.page', () => ({ saved: stale, next: null }));
    const release = fake.hold('saved.page');
    await show(fake);
    await toSaved();
    await expect.poll(() => fake.argumentsOf('saved.page').length).toBe(1);
    fake.setSaved(1010, false);
    fake.changeMessage({ ...fake.message(1), text: 'The door code is 1234.' });
    release();
    await expect.poll(texts).toEqual(['The door code is 1234.']);
  });

  test('one let go from the list leaves the keyboard at its neighbour, and can be taken back', async () => {
    save(1010, 1, 1200);
    await show(fake);
    await toSaved();
    await expect.element(entry('door code')).toBeVisible();
    await userEvent.keyboard('jj');
    await expect.element(open('door code')).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    await expect.element(entry('door code').getByRole('button', { name: 'No longer save' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(texts).toEqual(['Round 10.', 'Round 200.']);
    await expect.element(open('Round 200.')).toHaveFocus();
    await userEvent.keyboard('z');
    await expect.poll(texts).toEqual(['The door code is 4711.', 'Round 10.', 'Round 200.']);
  });

  test('come page by page, each once, and say when the rest could not be read', async () => {
    save(...Array.from({ length: 130 }, (_, index) => 1299 - index));
    await show(fake);
    await toSaved();
    await expect.element(entry('Round 299.')).toBeVisible();
    await userEvent.keyboard('j');
    fake.failNext('saved.page', 'The disk reported an error.', 'storage');
    await userEvent.keyboard('{End}');
    await expect.element(list.getByRole('alert')).toMatchTextContent('The rest could not be read.');
    fake.setSaved(1001, true);
    await list.getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(async () => {
        open(/./).element().focus();
        await userEvent.keyboard('{End}');
        return texts().at(-1);
      })
      .toBe('Round 170.');
    expect(list.getByRole('listitem').elements().length).toBeLessThan(40);
    await userEvent.keyboard('{Home}');
    await expect.element(open('Round 1.')).toHaveFocus();
    await expect.element(entry('Round 1.')).toHaveAttribute('aria-setsize', '131');
  });

  test('none yet, and none that could be read', async () => {
    fake.failNext('saved.page', 'The disk reported an error.', 'storage');
    await show(fake);
    await toSaved();
    await expect.element(list.getByRole('alert')).toMatchTextContent(/Saved messages could not be read.*The disk reported an error\./s);
    await list.getByRole('button', { name: 'Try again' }).click();
    await expect.element(list.getByText('Nothing is saved yet')).toBeVisible();
    await list.getByRole('button', { name: 'Back to the inbox' }).click();
    await expect.element(list.getByRole('button', { name: /^Office/ })).toBeVisible();
  });

  test('are searched from the box above them', async () => {
    save(1);
    await show(fake);
    await toSaved();
    await userEvent.keyboard('/');
    await expect.element(list.getByRole('textbox', { name: 'Search saved messages with Enter' })).toHaveFocus();
    await userEvent.keyboard('door{Enter}');
    await expect.element(page.getByRole('combobox', { name: 'Search all messages' })).toHaveValue('is:saved door');
  });

  test('in a narrow window the list comes back where it was left', async () => {
    save(1010, 1, 1200);
    await show(fake, [480, 800]);
    await toSaved();
    await open('Round 200.').click();
    await expect.element(inPane('Round 200.').getByRole('article')).toHaveFocus();
    await page.getByRole('button', { name: 'Back to the inbox' }).click();
    await expect.element(open('Round 200.')).toHaveFocus();
  });
});
