import type { Message } from '../../../preload/contract/domain.ts';

/** How many have read a message, in words; empty where the service does not say. */
export function seenWords(seenBy: Message['seenBy']): string {
  if (!seenBy) return '';
  const { count, of } = seenBy;
  if (count === 0) return 'Not read yet';
  if (of === 1) return 'Read';
  return count >= of ? `Read by all ${of}` : `Read by ${count} of ${of}`;
}
