/** Opening a conversation. */
import { readMessagePage } from '../../main/store/queries/message-pages.ts';
import type { Question } from './queries.ts';

const limit = 100;

const bareStatement = `
  SELECT m.*, a.remote_id, a.name FROM messages m JOIN authors a ON a.id = m.author_id
  WHERE m.conversation_id = ? ORDER BY m.order_key DESC, m.id DESC LIMIT ${limit + 1}`;

export const openQuestions: readonly Question[] = [
  {
    name: 'open a conversation',
    bar: { atMost: 2 },
    note: `${limit} newest messages, in the worker; floor: the rows alone, by one statement`,
    ask({ db, bare, conversationIds }, round) {
      // Never neighbours: they share pages of the file.
      const conversationId = conversationIds[(round * 197) % conversationIds.length]!;
      const statement = bare.prepare(bareStatement);
      return {
        real: () => readMessagePage(db, { conversationId, at: 'newest', limit }),
        bare: () => statement.all(conversationId),
      };
    },
  },
];
