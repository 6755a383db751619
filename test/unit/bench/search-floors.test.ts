/** A search and the statement it is measured against must answer the same, or their ratio says nothing. */
import SQLite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { connectReader } from '../../../main/store/connections.ts';
import { asReader } from '../../../main/store/database.ts';
import { corpusOf, pagesOf } from '../../bench/corpus.ts';
import { account, addConversations, databaseIn, openIn } from '../../bench/library.ts';
import type { Subject } from '../../bench/queries.ts';
import { searchQuestions } from '../../bench/search-questions.ts';
import { temporaryFolder } from '../store/temporary-store.ts';

const messages = 4_000;
/** Each operator comes up twice. */
const rounds = 14;

async function smallSubject(): Promise<Subject> {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  await store.addAccount(account);
  const conversationIds = await addConversations(store);
  const corpus = corpusOf(messages);
  for (const { conversation, messages: page } of pagesOf(corpus))
    await store.ingest({ conversationId: conversationIds[conversation]!, messages: page, page: 'latest', readAt: page.at(-1)!.sentAt });
  await store.close();
  const connection = connectReader(databaseIn(folder));
  const bare = new SQLite(databaseIn(folder), { readonly: true });
  onTestFinished(() => [connection, bare].forEach((each) => each.close()));
  return { connection, db: asReader(connection), search: connection, bare, corpus, conversationIds };
}

test('the floor of every search finds the same messages', { timeout: 60_000 }, async () => {
  const subject = await smallSubject();
  let found = 0;
  for (const { name, ask } of searchQuestions)
    for (let round = 0; round < rounds; round += 1) {
      const { real, bare } = ask(subject, round);
      const { hits } = real() as { hits: { message: { id: number } }[] };
      const rows = bare() as { id: number }[];
      expect(
        hits.map(({ message }) => message.id),
        `${name}, round ${round}`,
      ).toEqual(rows.map(({ id }) => id));
      found += rows.length;
    }
  expect(found).toBeGreaterThan(1_000);
});
