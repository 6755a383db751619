/**
 * MiniSearch, a well-kept search library in memory, over messages in a JSON file, its index in another. Its newest version of today, fetched
 * when the comparison runs: Parley itself has no use for it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Candidate, Kept, Opened } from './candidate.ts';
import { newestFirst, push, read, write } from './json-file.ts';

const pinned = 'minisearch@7.2.0';

interface Index {
  add(message: Kept): void;
  search(words: string, options: { combineWith: 'AND' }): { id: number }[];
  toJSON(): unknown;
}
type IndexClass = (new (options: object) => Index) & { loadJSON(json: string, options: object): Index };

export const options = { fields: ['text', 'authorName'] };

/** Into a folder of its own; throws where the registry is out of reach. */
export function fetchMiniSearch(folder: string): void {
  execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', pinned], {
    stdio: 'pipe',
  });
}

/** The library in one file, for a page: it is then the global `MiniSearch`. */
export function scriptOf(folder: string): string {
  return join(folder, '..', 'library', 'node_modules', 'minisearch', 'dist', 'umd', 'index.js');
}

function load(folder: string): IndexClass {
  return createRequire(join(folder, '..', 'library', 'index.js'))('minisearch') as IndexClass;
}

export const miniSearch: Candidate = {
  async build(pages, folder) {
    const index = new (load(folder))(options);
    const messages: Kept[] = [];
    for (const page of pages) {
      const from = messages.length;
      push(messages, page);
      for (const message of messages.slice(from)) index.add(message);
    }
    await write(folder, messages);
    await writeFile(join(folder, 'index.json'), JSON.stringify(index), { flush: true });
  },

  async open(folder): Promise<Opened> {
    const messages = await read(folder);
    const index = load(folder).loadJSON(readFileSync(join(folder, 'index.json'), 'utf8'), options);
    return {
      newest: async (conversation, limit) => newestFirst(messages, (message) => message.conversation === conversation, limit),
      async search(words, limit) {
        const ids = index.search(words.join(' '), { combineWith: 'AND' }).map(({ id }) => id);
        return ids
          .sort((a, b) => b - a)
          .slice(0, limit)
          .map((id) => messages[id]);
      },
      async add(page) {
        const from = messages.length;
        push(messages, page);
        for (const message of messages.slice(from)) index.add(message);
        await write(folder, messages);
        await writeFile(join(folder, 'index.json'), JSON.stringify(index), { flush: true });
      },
    };
  },
};
