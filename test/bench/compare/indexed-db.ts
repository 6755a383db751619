/**
 * IndexedDB in a page of this machine's Chromium, as an app would use it that keeps its messages in its window: looked through with a cursor,
 * or searched with MiniSearch, whose index is kept beside the messages. The work itself is in `indexed-db-page.mjs`; to ask the page for it takes
 * some 2 ms of each figure.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page as BrowserPage } from 'playwright';
import { findChromium } from '../../../scripts/chromium.ts';
import { rendererMemory } from '../renderer-memory.ts';
import type { Candidate, Opened, Page } from './candidate.ts';
import { options, scriptOf } from './minisearch.ts';

const script = fileURLToPath(new URL('./indexed-db-page.mjs', import.meta.url));
/** Pages of messages handed over at once while building. */
const turn = 50;

/** What the page's script offers. */
interface Remote {
  open(options: object | null): Promise<void>;
  add(pages: Page[], strict: boolean): Promise<void>;
  saveIndex(): Promise<void>;
  newest(conversation: number, limit: number): Promise<unknown[]>;
  search(words: readonly string[], limit: number): Promise<unknown[]>;
}

export const indexedDb = candidate(null);
export const indexedDbMiniSearch = candidate(options);

function candidate(index: object | null): Candidate {
  let page: BrowserPage;

  function ask<Name extends keyof Remote>(name: Name, ...words: Parameters<Remote[Name]>): Promise<Awaited<ReturnType<Remote[Name]>>> {
    return page.evaluate(
      ([name, words]) => {
        const { kept } = globalThis as unknown as { kept: Record<string, (...words: unknown[]) => unknown> };
        return kept[name as string]!(...(words as unknown[]));
      },
      [name, words],
    ) as Promise<Awaited<ReturnType<Remote[Name]>>>;
  }

  return {
    async prepare(folder) {
      // Here only: it would fill the memory of every other part.
      const { chromium } = await import('playwright');
      const executablePath = findChromium() ?? '/usr/bin/chromium';
      // Whoever takes too long is ended by that signal, and Chromium with it.
      const launching = { executablePath, args: ['--no-sandbox'], handleSIGTERM: false };
      const context = await chromium.launchPersistentContext(join(folder, 'profile'), launching);
      page = await context.newPage();
      // An address of its own, so that what is kept belongs to somebody.
      await page.route('http://kept.invalid/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
      await page.goto('http://kept.invalid/');
      if (index) await page.addScriptTag({ path: scriptOf(folder) });
      await page.addScriptTag({ path: script, type: 'module' });
      await page.waitForFunction('globalThis.kept');
    },

    async build(pages) {
      await ask('open', index);
      let some: Page[] = [];
      for (const each of pages)
        if (some.push(each) === turn) {
          await ask('add', some, false);
          some = [];
        }
      await ask('add', some, false);
      if (index) await ask('saveIndex');
      await page.context().close();
    },

    async open(): Promise<Opened> {
      await ask('open', index);
      return {
        newest: (conversation, limit) => ask('newest', conversation, limit),
        search: (words, limit) => ask('search', words, limit),
        async add(page) {
          await ask('add', [page], true);
          if (index) await ask('saveIndex');
        },
        memory: () => rendererMemory(process.pid),
      };
    },
  };
}
