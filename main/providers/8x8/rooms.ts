/** Room names: the only way 8x8 lets a room be named is by what people call it. */
import type { RemoteConversation } from '../contract.ts';
import { Rejected } from '../errors.ts';
import { sandboxRoom } from './info.ts';

const longestName = 250;

/**
 * The room a typed name stands for. Case is kept: 8x8's own pages spell one room in two ways, and do not say whether they are the same.
 * Throws `Rejected('invalid')` for a name no room can have.
 */
export function roomFromName(name: string): RemoteConversation {
  const trimmed = name.trim();
  if (trimmed === '') throw new Rejected('A room needs a name. Type it as it stands in 8x8 Work.', 'invalid');
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(trimmed) || !trimmed.isWellFormed()) {
    throw new Rejected('The room name holds invisible control characters. Type it instead of pasting it.', 'invalid');
  }
  if (trimmed.length > longestName) throw new Rejected(`The room name is longer than ${longestName} characters.`, 'invalid');
  return { remoteId: trimmed, title: trimmed };
}

/** The names of a one-per-line field, in order, each once; the sandbox when there is none. Not yet checked. */
export function roomLines(text: string): string[] {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? [sandboxRoom] : [...new Set(lines)];
}
