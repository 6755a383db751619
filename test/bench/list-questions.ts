/** The first page of the inbox. */
import { readConversationPage } from '../../main/store/queries/conversation-pages.ts';
import type { Question } from './queries.ts';

const limit = 50;
const first = { lane: 'inbox' as const, accountId: null, labelId: null, after: null, limit };

function bareStatement(condition: string): string {
  return `
    SELECT c.*, m.text, m.sent_at, m.mine, a.name
    FROM conversations c LEFT JOIN messages m ON m.id = c.last_message_id LEFT JOIN authors a ON a.id = m.author_id
    WHERE c.lane = 'inbox' AND ${condition} ORDER BY c.unpinned, c.recency, c.listed_title, c.id LIMIT ${limit + 1}`;
}

function question(name: string, unreadOnly: boolean, note: string): Question {
  const statement = bareStatement(
    unreadOnly ? 'EXISTS (SELECT 1 FROM messages u WHERE u.conversation_id = c.id AND u.unread = 1)' : 'true',
  );
  return {
    name,
    bar: { atMost: 3 },
    note: `${note} of 10,000 conversations, in the worker; floor: the rows alone, by one statement`,
    ask({ db, bare }) {
      const prepared = bare.prepare(statement);
      return { real: () => readConversationPage(db, { ...first, unreadOnly }), bare: () => prepared.all() };
    },
  };
}

export const listQuestions: readonly Question[] = [
  question('inbox list', false, `first ${limit}`),
  question('inbox list, unread only', true, `first ${limit} of those unread`),
];
