/** Whether the history of a message's versions holds every text that was shown, and none that the message never had. */
import type { Store } from '../../main/store/contract.ts';
import type { LocalHistory } from './history.ts';
import type { Journal } from './journal.ts';
import { readNote } from './notes.ts';
import type { Room } from './scene.ts';

export async function judgeVersions(room: Room, { messages }: LocalHistory, journal: Journal, store: Store): Promise<string[]> {
  const problems: string[] = [];
  const posts = journal.posts.filter((post) => post.room === room && post.texts.length > 1);
  for (const { id, text, editedAt } of messages) {
    const seen = journal.seen.get(id) ?? new Set();
    if (editedAt === null && seen.size === 0) continue;
    const versions = (await store.readMessageVersions(id)).map((version) => version.text);
    for (const earlier of seen)
      if (earlier !== text && !versions.includes(earlier)) problems.push(`has lost “${earlier}”, a version of “${text}”`);
    const post = posts.find(({ texts }) => texts.includes(text));
    const number = readNote(text)?.number;
    const strange = versions.find(
      (version) => !(post?.texts.includes(version) ?? (number !== undefined && readNote(version)?.number === number)),
    );
    if (strange !== undefined) problems.push(`takes “${strange}” for a version of “${text}”`);
  }
  return problems;
}
