/** Other people's text on screen: every script, any length, no tricks, and one door for links. */
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { pieces } from '../../renderer/lib/format/links.ts';
import { initials } from '../../renderer/lib/format/person.ts';
import { directionOf, foldAt, isOnlyEmoji, visibleText } from '../../renderer/lib/format/text.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, message } from './support/samples.ts';
import { show } from './support/show.ts';

const scroller = page.getByRole('region', { name: /^Messages in / });

async function showText(...texts: string[]): Promise<FakeParley> {
  const fake = new FakeParley({ conversations: [conversation({ id: 1, title: 'Room' })] });
  fake.addMessages(...texts.map((text, index) => message({ id: index + 1, text })));
  await show(fake);
  await expect.element(scroller).toBeVisible();
  return fake;
}

const bubbles = () => [...scroller.element().querySelectorAll<HTMLElement>('.text')];

describe('in the window', () => {
  test('right-to-left text runs from the right, left-to-right text from the left', async () => {
    await showText('مرحبا بكم في Parley 4.2', 'Hello');
    await expect.poll(() => bubbles().map((bubble) => getComputedStyle(bubble).direction)).toEqual(['rtl', 'ltr']);
  });

  test('emoji alone are larger', async () => {
    await showText('🎉👩‍👩‍👧🇪🇺', '🎉 done');
    await expect.poll(() => bubbles().map((bubble) => parseFloat(getComputedStyle(bubble).fontSize))).toEqual([36, 15]);
  });

  test('100,000 characters are folded, and unfold', async () => {
    const text = `${'A line of a very long log, once more.\n'.repeat(2631)}${'z'.repeat(22)}`;
    expect(text.length).toBe(100_000);
    await showText(text);
    const more = scroller.getByRole('button', { name: 'Show all 100,000 characters' });
    await expect.element(more).toBeVisible();
    expect(bubbles()[0]?.textContent?.length).toBeLessThan(1500);
    await more.click();
    await expect.poll(() => bubbles()[0]?.textContent?.length).toBe(100_000);
    await scroller.getByRole('button', { name: 'Show less' }).click();
    await expect.poll(() => bubbles()[0]?.textContent?.length).toBeLessThan(1500);
  });

  test('control characters are shown, line breaks and spaces kept', async () => {
    await showText('bell\u0007 and \u001b[31m\r\n    indented\u202Etxt.exe');
    await expect.poll(() => bubbles()[0]?.textContent).toBe('bell[U+0007] and [U+001B][31m\n    indented[U+202E]txt.exe');
    expect(getComputedStyle(bubbles()[0]!).whiteSpace).toBe('pre-wrap');
  });

  test('markup is only text', async () => {
    await showText('<img src=x onerror="document.title=1"><b>bold</b>');
    await expect.poll(() => bubbles()[0]?.textContent).toContain('<b>bold</b>');
    expect(bubbles()[0]?.querySelector('img, b')).toBeNull();
  });

  test('a word without end stays inside its bubble', async () => {
    await showText('x'.repeat(900));
    await expect.poll(() => bubbles().length).toBe(1);
    expect(scroller.element().scrollWidth).toBeLessThanOrEqual(scroller.element().clientWidth);
  });

  test('a link goes through main, never through the window', async () => {
    const fake = await showText('See https://example.com/a_(b)?q=1#x, or javascript:alert(1)');
    const link = scroller.getByRole('link');
    await expect.element(link).toMatchTextContent(/^https:\/\/example\.com\/a_\(b\)\?q=1#x$/);
    const before = location.href;
    await link.click();
    await expect.poll(() => fake.argumentsOf('app.openLink')).toEqual([{ url: 'https://example.com/a_(b)?q=1#x' }]);
    expect(location.href).toBe(before);
    fake.failNext('app.openLink', 'This address cannot be opened.', 'conflict');
    await link.click();
    await expect.element(page.getByRole('alert')).toMatchTextContent('The link was not opened. This address cannot be opened.');
  });
});

describe('links', () => {
  const urls = (text: string) => pieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.url] : []));

  test.each([
    ['plain https://a.example/b end', ['https://a.example/b']],
    ['(https://a.example/b)', ['https://a.example/b']],
    ['https://a.example/b.', ['https://a.example/b']],
    ['“https://a.example”!', ['https://a.example']],
    ['https://de.example/wiki/A_(B)', ['https://de.example/wiki/A_(B)']],
    ['请看：https://wiki.example/计划/q3。', ['https://wiki.example/计划/q3']],
    ['HTTP://A.EXAMPLE', ['HTTP://A.EXAMPLE']],
    ['mailto:ana@example.com', ['mailto:ana@example.com']],
    ['mailto:nobody', []],
    ['ftp://a.example file:///etc/passwd javascript:alert(1) data:text/html,x', []],
    ['https:// http://', []],
    ['a https://x.example b https://y.example', ['https://x.example', 'https://y.example']],
  ])('%s', (text, expected) => {
    expect(urls(text)).toEqual(expected);
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  test('an address of 100,000 characters is text', () => {
    expect(urls(`https://a.example/${'('.repeat(100_000)}`)).toEqual([]);
  });

  test('fenced blocks become code and keep their lines', () => {
    expect(pieces('Log:\n```sh\na  b\n  c\n```\nEnd')).toEqual([
      { kind: 'text', text: 'Log:' },
      { kind: 'code', text: 'a  b\n  c' },
      { kind: 'text', text: 'End' },
    ]);
  });
});

describe('shapes of text', () => {
  test('folding tears no character apart', () => {
    const text = '😀'.repeat(5000);
    expect(text.slice(0, foldAt(text))).toMatch(/^(?:😀)+$/u);
    expect(foldAt('short')).toBe(5);
  });

  test('only emoji', () => {
    expect(['😀', '👩‍👩‍👧 🇪🇺', '1️⃣'].every(isOnlyEmoji)).toBe(true);
    expect(['a', '1', '😀 yes', '', '😀😀😀😀😀😀😀'].some(isOnlyEmoji)).toBe(false);
  });

  test('a line runs the way of its first letter', () => {
    expect(['4418: مرحبا', '👋 שלום Ana', 'Ana: مرحبا', '2 + 2', ''].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
  });

  test('line ends become one kind', () => {
    expect(visibleText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
  });

  test.each([
    ['Ana Ferreira', 'AF'],
    ['deploy-bot', 'DB'],
    ['License …2C4U', 'L2'],
    ['陈美玲', '陈'],
    ['عمر الحداد', 'عا'],
    ['👩‍🚀 Space crew', '👩‍🚀S'],
    ['   ', '?'],
  ])('initials of %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
