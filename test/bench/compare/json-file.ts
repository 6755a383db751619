/** One JSON file: read whole, kept in memory, looked through from the newest, and written whole at every change. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, Kept, Opened, Page } from './candidate.ts';

export const jsonFile: Candidate = {
  async build(pages, folder) {
    // Once, at the end: written at every page, it would never be done.
    const messages: Kept[] = [];
    for (const page of pages) push(messages, page);
    await write(folder, messages);
  },

  async open(folder): Promise<Opened> {
    const messages = await read(folder);
    return {
      newest: async (conversation, limit) => newestFirst(messages, (message) => message.conversation === conversation, limit),
      search: async (words, limit) => newestFirst(messages, ({ text }) => words.every((word) => text.toLowerCase().includes(word)), limit),
      async add(page) {
        push(messages, page);
        await write(folder, messages);
      },
    };
  },
};

export async function read(folder: string): Promise<Kept[]> {
  return JSON.parse(await readFile(join(folder, 'messages.json'), 'utf8')) as Kept[];
}

/** Beside the old file first: what breaks off leaves that one whole. */
export async function write(folder: string, messages: readonly Kept[]): Promise<void> {
  await writeFile(join(folder, 'messages.json.new'), JSON.stringify(messages), { flush: true });
  await rename(join(folder, 'messages.json.new'), join(folder, 'messages.json'));
}

export function push(all: Kept[], { conversation, messages }: Page): void {
  for (const message of messages) all.push({ ...message, id: all.length, conversation });
}

export function newestFirst(messages: readonly Kept[], fits: (message: Kept) => boolean, limit: number): Kept[] {
  const found: Kept[] = [];
  for (let index = messages.length - 1; index >= 0 && found.length < limit; index -= 1)
    if (fits(messages[index]!)) found.push(messages[index]!);
  return found;
}
