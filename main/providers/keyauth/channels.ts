/** Channel names: KeyAuth lists no channels to its users, so the user names them. */
import type { RemoteConversation } from '../contract.ts';
import { Rejected } from '../errors.ts';

const longestName = 50;

/** The names of a one-per-line field as conversations, each once. Throws as `channelFromName` does. */
export function channelsOf(text: string): RemoteConversation[] {
  const channels: RemoteConversation[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const channel = channelFromName(line, channels);
    if (!channels.includes(channel)) channels.push(channel);
  }
  return channels;
}

/**
 * The channel a typed name stands for. KeyAuth takes names that differ in case for the same channel, so one of `known` is answered if it
 * is that. Throws `Rejected('invalid')` for a name no channel can have.
 */
export function channelFromName(name: string, known: readonly RemoteConversation[]): RemoteConversation {
  const trimmed = name.trim();
  if (trimmed === '') throw new Rejected('A channel needs a name.', 'invalid');
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(trimmed) || !trimmed.isWellFormed()) {
    throw new Rejected('The channel name holds invisible control characters. Type it instead of pasting it.', 'invalid');
  }
  if (Array.from(trimmed).length > longestName) throw new Rejected(`A channel name has at most ${longestName} characters.`, 'invalid');
  const same = known.find(({ remoteId }) => remoteId.toLowerCase() === trimmed.toLowerCase());
  return same ?? { remoteId: trimmed, title: trimmed };
}
