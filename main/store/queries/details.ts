/** What few messages have: kept together as JSON, so that a plain message pays nothing for it. */
import type { Message } from '../../../preload/contract/domain.ts';
import type { IncomingMessage } from '../contract.ts';

type Details = Pick<Message, 'system' | 'replyTo' | 'reactions' | 'seenBy'>;
type Given = Pick<IncomingMessage, 'system' | 'replyTo' | 'reactions' | 'seenBy'>;

export function readDetails(stored: string | null): Details {
  const { system = false, replyTo = null, reactions = [], seenBy = null } = stored === null ? {} : (JSON.parse(stored) as Partial<Details>);
  return { system, replyTo, reactions, seenBy };
}

/** What a message leaves out stays as it was. Equal details give equal texts, and none at all null. */
export function mergeDetails(stored: string | null, given: Given): string | null {
  const { system, replyTo, reactions, seenBy } = given;
  if (system === undefined && replyTo === undefined && reactions === undefined && seenBy === undefined) return stored;
  const before = readDetails(stored);
  const after = {
    system: system ?? before.system,
    replyTo: replyTo === undefined ? before.replyTo : replyTo && { authorName: replyTo.authorName, text: replyTo.text },
    reactions:
      reactions?.map(({ emoji, count, mine }) => ({ emoji, count: whole(count), mine })).filter(({ count }) => count > 0) ??
      before.reactions,
    seenBy:
      seenBy === undefined ? before.seenBy : seenBy && whole(seenBy.of) > 0 ? { count: whole(seenBy.count), of: whole(seenBy.of) } : null,
  };
  const some = Object.entries(after).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
  return some.length === 0 ? null : JSON.stringify(Object.fromEntries(some));
}

function whole(count: number): number {
  return Number.isFinite(count) ? Math.max(Math.trunc(count), 0) : 0;
}
