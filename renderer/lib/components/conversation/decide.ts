/** What the user decides about a conversation: the same, from wherever it was asked for. */
import type { Argument } from '../../../../preload/contract/api.ts';
import type { Conversation } from '../../../../preload/contract/domain.ts';
import { upcoming } from '../../format/time.ts';
import { parley } from '../../ipc.ts';
import type { Session } from '../../state/session.svelte.ts';

type Wish = Omit<Argument<'conversations.triage'>, 'conversationId'>;

/** Answers whether it was kept. */
export function decide({ notices }: Session, conversationId: number, wish: Wish): Promise<boolean> {
  return notices.attempt('It was not kept', () => parley.conversations.triage({ conversationId, ...wish }));
}

/** It leaves the list it is in, so that can be taken back. */
async function putAway(session: Session, conversation: Conversation, wish: Wish, said: string): Promise<boolean> {
  const { id, lane, snoozedUntil } = conversation;
  const kept = await decide(session, id, wish);
  const undo = () => {
    const ahead = snoozedUntil !== null && snoozedUntil > Date.now();
    return decide(session, id, { archived: lane === 'archive', snoozedUntil: ahead ? snoozedUntil : null });
  };
  if (kept) session.notices.toast('done', said, undo);
  return kept;
}

export function archive(session: Session, conversation: Conversation): Promise<boolean> {
  return putAway(session, conversation, { archived: true }, 'Archived.');
}

export function snooze(session: Session, conversation: Conversation, until: number): Promise<boolean> {
  return putAway(session, conversation, { snoozedUntil: until }, `Snoozed until ${upcoming(until, Date.now())}.`);
}

export async function remind(session: Session, { id }: Conversation, at: number): Promise<boolean> {
  const kept = await decide(session, id, { remindAt: at });
  if (kept) session.announcer.say(`You will be reminded ${whenSpoken(at)}.`);
  return kept;
}

function whenSpoken(at: number): string {
  const words = upcoming(at, Date.now());
  return words.includes(',') ? words : `at ${words}`;
}
