/** What became of something the user sent, changed or deleted, and what the buttons about it say. */
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import { timeOfDay } from './time.ts';

interface Words extends Record<OutboxItem['state'], string> {
  noun: string;
  /** Trying before the next attempt is due. */
  sooner: string;
  /** What trying once more is called when nobody knows what became of it. */
  again: string;
  /** The user knows it has happened. */
  happened: string;
  /** What trying once more may do. */
  risk: string;
}

const words: Record<OutboxItem['kind'], Words> = {
  send: {
    noun: 'message',
    sooner: 'Send now',
    queued: 'Waiting to be sent.',
    sending: 'Sending…',
    sent: 'Sent',
    confirmed: 'Delivered',
    failed: 'Not delivered.',
    unknown: 'May have been delivered.',
    again: 'Send again',
    happened: 'It was delivered',
    risk: 'Sending it again may make it appear twice.',
  },
  edit: {
    noun: 'change',
    sooner: 'Try now',
    queued: 'Waiting to be saved.',
    sending: 'Saving…',
    sent: 'Saved',
    confirmed: 'Saved',
    failed: 'Not changed.',
    unknown: 'May have been changed.',
    again: 'Change again',
    happened: 'It was changed',
    risk: '',
  },
  delete: {
    noun: 'deletion',
    sooner: 'Try now',
    queued: 'Waiting to be deleted.',
    sending: 'Deleting…',
    sent: 'Deleted',
    confirmed: 'Deleted',
    failed: 'Not deleted.',
    unknown: 'May have been deleted.',
    again: 'Delete again',
    happened: 'It was deleted',
    risk: '',
  },
};

export function deliveryWords({ kind, state, nextAttemptAt }: OutboxItem): Words & { now: string } {
  const own = words[kind];
  const waits = state === 'queued' && nextAttemptAt !== null;
  return { ...own, now: waits ? `Waiting, next try ${timeOfDay(nextAttemptAt)}.` : own[state] };
}
