/** Everything there is, one JSON object in each line. */
import type { z } from 'zod';
import type { Format } from './format.ts';
import type { accountLine, conversationLine, endLine, headerLine, messageLine } from './lines.ts';
import { exportVersion } from './version.ts';

type Line = z.input<typeof headerLine | typeof accountLine | typeof conversationLine | typeof messageLine | typeof endLine>;

function line(value: Line): string {
  return `${JSON.stringify(value)}\n`;
}

export const jsonLines: Format = {
  extension: 'jsonl',
  together: 'parley.jsonl',
  begin({ accounts, plan, writtenBy }) {
    const header = line({ type: 'parley-export', version: exportVersion, createdAt: plan.startedAt, writtenBy });
    return header + accounts.map((account) => line({ type: 'account', ...account })).join('');
  },
  conversation({ conversation: { id: _id, ...conversation }, gaps }) {
    return line({ type: 'conversation', ...conversation, gaps });
  },
  message({ editedAt, deleted, system, replyTo, reactions, seenBy, clientId, savedAt, versions, ...plain }) {
    return line({
      type: 'message',
      ...plain,
      ...(editedAt !== null && { editedAt }),
      ...(deleted && { deleted }),
      ...(system && { system }),
      ...(replyTo && { replyTo }),
      ...(reactions.length > 0 && { reactions }),
      ...(seenBy && { seenBy }),
      ...(clientId !== null && { clientId }),
      ...(savedAt !== null && { savedAt }),
      ...(versions.length > 0 && { versions }),
    });
  },
  conversationEnd: () => '',
  end: (totals) => line({ type: 'end', ...totals }),
  index: null,
};
