/** Durations and sizes as short words. */
import { count, number } from './count.ts';

const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** "84 ms", "1.2 s", "30 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${number(milliseconds)} ms` : `${oneDigit.format(milliseconds / 1000)} s`;
}

/** "712 B", "2.3 kB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${number(bytes)} B`;
  return bytes < 1_000_000 ? `${oneDigit.format(bytes / 1000)} kB` : `${oneDigit.format(bytes / 1_000_000)} MB`;
}

/** "just now", "3 minutes ago", "2 days ago". */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${count(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${count(Math.floor(hours / 24), 'day')} ago`;
}
