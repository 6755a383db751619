/** Times and short sentences that the readable formats share. The interface is English, and so are exports; hours are those of this computer. */
import type { ExportedGap, ExportedMessage } from '../source.ts';

/** The farthest time a JavaScript date can hold. */
const endOfTime = 8.64e15;
const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'full' });
const clockFormat = new Intl.DateTimeFormat('en', { timeStyle: 'short', hourCycle: 'h23' });
const momentFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const numberFormat = new Intl.NumberFormat('en');

export const timeZone = dayFormat.resolvedOptions().timeZone;

const dateOf = (time: number) => new Date(Math.min(time, endOfTime));

export const dayOf = (time: number) => dayFormat.format(dateOf(time));
export const clockOf = (time: number) => clockFormat.format(dateOf(time));
export const momentOf = (time: number) => momentFormat.format(dateOf(time));
export const machineTime = (time: number) => dateOf(time).toISOString();

/** "1 message", "2,000 messages". */
export function count(value: number, word: string): string {
  return `${numberFormat.format(value)} ${word}${value === 1 ? '' : 's'}`;
}

export function gapWords({ since, until }: ExportedGap): string {
  return `Messages may be missing between ${momentOf(since)} and ${momentOf(until)}.`;
}

export function letGoWords(before: number): string {
  return `Messages from before ${momentOf(before)} were removed from this computer.`;
}

/** What is said beside the time of a message; none for most. */
export function marksOf({ editedAt, deleted, savedAt }: ExportedMessage): string[] {
  return [
    ...(editedAt !== null && !deleted ? [`edited ${momentOf(editedAt)}`] : []),
    ...(deleted ? ['deleted'] : []),
    ...(savedAt !== null ? ['saved'] : []),
  ];
}

/** For a place that has one line. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim();
}
