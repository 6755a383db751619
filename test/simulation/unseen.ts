/**
 * Changes that Parley cannot know of. ConnectNow shows changes only on the pages that are read, which are the newest; KeyAuth only lets a
 * line be missed that stood between two others of its window. Where Parley had no chance, what it last saw is what it should show.
 */
import type { LocalHistory, Line } from './history.ts';
import type { Shown } from './services.ts';

/** What became of a text: the one that replaced it, `gone`, or null when it was never lost. */
export type Fate = (text: string) => string | 'gone' | null;

/** The history as it would be had those changes been seen. All others have to be in it already. */
export function withUnseen(history: LocalHistory, truth: readonly Line[], shows: Shown, fate: Fate): LocalHistory {
  const there = new Set(truth.map(({ text }) => text));
  const isSure = surely(history, truth, shows);
  const messages = history.messages.map((message, index) => {
    if (message.deleted || isSure(index) || there.has(message.text)) return message;
    const now = fate(message.text);
    if (now === null) return message;
    return now === 'gone' ? { ...message, deleted: true } : { ...message, text: now };
  });
  return { ...history, messages };
}

/** Whether a change of the message at this index shows at each read: it lies among the newest, and where need be before the last. */
export function surely({ messages }: LocalHistory, truth: readonly Line[], { newest, last }: Shown): (index: number) => boolean {
  if (newest === Infinity) return () => true;
  const times = new Map<string, number>();
  for (const { text } of truth) times.set(text, (times.get(text) ?? 0) + 1);
  // What was said more than once could be any of several lines.
  const shown = new Set(truth.slice(-newest).flatMap(({ text }) => (times.get(text) === 1 ? [text] : [])));
  const isShown = ({ text, deleted }: { text: string; deleted: boolean }) => !deleted && shown.has(text);
  const from = messages.findIndex(isShown);
  const to = last ? Infinity : messages.findLastIndex(isShown);
  return (index) => from >= 0 && index > from && index < to;
}
