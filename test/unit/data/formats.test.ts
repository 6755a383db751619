/** The readable formats survive hostile texts, and file names fit every system. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createNames, safeName } from '../../../main/export/file-names.ts';
import { html } from '../../../main/export/formats/html.ts';
import type { ConversationFacts } from '../../../main/export/formats/format.ts';
import { markdownLine, markdownQuote } from '../../../main/export/formats/markdown-text.ts';
import { markdown } from '../../../main/export/formats/markdown.ts';
import type { ExportedMessage } from '../../../main/export/source.ts';
import { account, base, incoming } from '../store/sample.ts';
import { temporaryFolder } from '../store/temporary-store.ts';
import { exportTo } from './export-in-place.ts';
import { emptyStore, fill, filesIn } from './store.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[<>&"'/=\-!a-c\n`*_#[\]()\\|~ 0-9.]{0,40}$/),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '</p></article><img src=x onerror=alert(1)>',
    '<!--',
    ']]>',
    '"><a href="javascript:1">',
    '&lt;',
  ),
);

function message(part: Partial<ExportedMessage> = {}): ExportedMessage {
  const { clientId = null, ...plain } = incoming(1);
  return {
    ...plain,
    id: 1,
    mine: false,
    editedAt: null,
    deleted: false,
    system: false,
    replyTo: null,
    reactions: [],
    seenBy: null,
    clientId,
    savedAt: null,
    versions: [],
    ...part,
  };
}

function facts(title = 'Team'): ConversationFacts {
  const { id: _id, ...plain } = account;
  return {
    account: { ...plain, id: 'account', ownAuthorId: null },
    conversation: {
      id: 1,
      accountId: 'account',
      remoteId: 'room',
      title,
      historyComplete: true,
      letGoBefore: null,
      seen: true,
      readOnlyReason: '',
      pinnedAt: null,
      mutedUntil: null,
      archived: false,
      snoozedUntil: null,
      remindAt: null,
      labels: [],
    },
    gaps: [],
  };
}

const tags = /<\/?([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>|<!doctype html>/g;
const plainTags =
  'html head meta title style body h1 h2 p main article header b bdi time small blockquote details summary footer ul li a'.split(' ');

function unescaped(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => characters[name]!);
}

describe('HTML', () => {
  test('holds no script, no handler and no address, whatever people write', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (text, name, title) => {
        const shown = message({ text, authorName: name, replyTo: { authorName: name, text }, versions: [{ text, replacedAt: base }] });
        const page = html.conversation(facts(title)) + html.message(shown, null, facts(title)) + html.conversationEnd(1);
        const found = [...page.matchAll(tags)];
        for (const [, tag, attributes = ''] of found) {
          if (tag !== undefined) expect(plainTags).toContain(tag);
          expect(attributes).not.toMatch(/ (on\w+|href|src|style|srcset|action)=/);
        }
        const styles = page.indexOf('<style>');
        const rest = page.slice(0, styles) + page.slice(page.indexOf('</style>'));
        expect(rest.replaceAll(tags, '')).not.toMatch(/[<>]/);
      }),
    );
  });

  test('shows exactly the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [, shown] = /<p class="text" dir="auto">([^<]*)<\/p>/.exec(html.message(message({ text }), null, facts()))!;
        expect(unescaped(shown!)).toBe(text);
      }),
    );
  });

  test('states a policy that lets nothing in but its own style', () => {
    const page = html.conversation(facts());
    const style = /<style>([^]*)<\/style>/.exec(page)![1]!;
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
    expect(style).not.toMatch(/url\(|@import/);
  });
});

describe('Markdown', () => {
  test('leaves nothing in a text that could be taken for markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = markdownQuote(text).split('\n');
        for (const [index, line] of lines.entries()) {
          expect(line.startsWith('> ')).toBe(true);
          const bare = line
            .slice(2)
            // A line that goes on ends in a backslash.
            .replace(index < lines.length - 1 ? /\\$/ : '', '')
            .replaceAll('&nbsp;', ' ')
            .replaceAll(/\\[!-/:-@[-`{-~]/g, '');
          expect(bare).not.toMatch(/[\\`*_[\]<>&~|$]/);
          expect(line.slice(2)).not.toMatch(/^(\s|[#+=-]|\d+[.)])/);
        }
      }),
    );
  });

  test.each([
    ['# no heading', '\\# no heading'],
    ['12. no list', '12\\. no list'],
    ['    no code', '&nbsp;&nbsp;&nbsp;&nbsp;no code'],
    ['see https://example.com/a_b', 'see https\\://example.com/a\\_b'],
    ['1 + 1 = 2, snake_case', '1 + 1 = 2, snake\\_case'],
  ])('“%s” stays what it is', (text, written) => expect(markdownLine(text)).toBe(written));

  test('reads well', () => {
    const first = message({ text: 'Hello\nthere', authorName: 'Ana_B', editedAt: base, versions: [{ text: 'Helo', replacedAt: base }] });
    const second = message({ deleted: true, text: '', order: 9e18 / 1e4 });
    const page = [first, second].map((shown, index) => markdown.message(shown, index === 0 ? null : { ...first }, facts())).join('');
    expect(page).toMatch(
      /## \w+day, June \d+, 2025\n\n\*\*Ana\\_B\*\* · \d\d:\d\d · edited .*\n\n> Hello\\\n> there\n\nUntil .* it read:\n\n> Helo\n/,
    );
    expect(page).toMatch(/· deleted\n\n> \*The text was never seen\.\*\n$/);
  });
});

describe('a file name', () => {
  test.each([
    ['Team', 'Team'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['..hidden. ', 'hidden'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['LPT1', '_LPT1'],
    ['\u202egpj.exe\0', 'gpj.exe'],
    ['', 'fallback'],
    ['...', 'fallback'],
    ['東京 🏳️‍🌈', '東京 🏳️‍🌈'],
  ])('for “%s” is “%s”', (title, name) => expect(safeName(title, 'fallback')).toBe(name));

  test('is fit for every system, whatever the title', () => {
    fc.assert(
      fc.property(hostile, (title) => {
        const name = safeName(title.repeat(9), 'fallback');
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(81);

        expect(name).toMatch(/^[^<>:"/\\|?*\u0000-\u001f]+$/);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
      }),
    );
  });

  test('is never given twice, also where upper and lower case are the same', () => {
    const next = createNames();
    expect(['Team', 'team', 'TEAM', 'Straße', 'STRASSE', 'é', 'e\u0301'].map((title) => next(title, 'x'))).toEqual([
      'Team',
      'team (2)',
      'TEAM (3)',
      'Straße',
      'STRASSE (2)',
      'é',
      'é (2)',
    ]);
  });

  test('leads to its page from the index, and none takes the index’s own', async () => {
    const { store, file } = await emptyStore();
    await fill(store, { index: [incoming(1)], 'a#b?c%20': [incoming(2)], A: [incoming(3)] }, { ...account, id: 'one' });
    await fill(store, { a: [incoming(1)] }, { ...account, id: 'two' });
    const { folder } = exportTo(file, temporaryFolder(), 'html');
    expect(filesIn(folder)).toEqual(['Work (2)/a.html', 'Work/A.html', 'Work/a#b c%20.html', 'Work/index.html', 'index.html']);
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    const addresses = [...index.matchAll(/href="([^"]*)"/g)].map(([, address]) => decodeURIComponent(address!));
    expect(addresses.sort()).toEqual(filesIn(folder).filter((name) => name !== 'index.html'));
    const scope = { kind: 'account', accountId: 'one' } as const;
    const alone = exportTo(file, temporaryFolder(), 'html', { scope });
    expect(filesIn(alone.folder)).toEqual(['A.html', 'a#b c%20.html', 'index (2).html', 'index.html']);
  });
});
