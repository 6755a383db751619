/** Times as words. The interface is English, so its dates are too; the rest follows the user's system. */
const locale = navigator.languages.find((language) => language.startsWith('en')) ?? 'en-GB';

const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const longDayYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const longMonth = new Intl.DateTimeFormat(locale, { month: 'long' });
const longMonthYear = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });

/** A service can send any number; beyond this one there are no dates and formatting would throw. */
const endOfTime = 8.64e15;

function dateOf(time: number): Date {
  return new Date(Math.min(time, endOfTime));
}

function startOfDay(time: number): number {
  return dateOf(time).setHours(0, 0, 0, 0);
}

/** Whole days between two moments as a calendar counts them, whatever daylight saving does to the hours. */
function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000);
}

export function sameDay(one: number, other: number): boolean {
  return startOfDay(one) === startOfDay(other);
}

export function timeOfDay(time: number): string {
  return clock.format(dateOf(time));
}

/** For a list: as short as it can be while staying unambiguous. */
export function shortTime(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return clock.format(dateOf(time));
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(dateOf(time));
  return dateOf(time).getFullYear() === dateOf(now).getFullYear() ? dayMonth.format(dateOf(time)) : dayMonthYear.format(dateOf(time));
}

/** Eight in the morning, so many days after the day of `time`. */
export function morningAfter(time: number, days: number): number {
  const date = dateOf(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 8).getTime();
}

/** For a moment to come, beside words that say what it is: "18:00" today, "Mon, 08:00" within a week, else with its date. */
export function dayAndTime(time: number, now: number): string {
  const days = daysBetween(now, time);
  if (days <= 0) return timeOfDay(time);
  const far = dateOf(time).getFullYear() === dateOf(now).getFullYear() ? dayMonth : dayMonthYear;
  return `${(days < 7 ? weekday : far).format(dateOf(time))}, ${timeOfDay(time)}`;
}

/** For a moment to come, in a sentence: "until 18:00", "until tomorrow, 08:00", "until Mon, 08:00". */
export function upcoming(time: number, now: number): string {
  return daysBetween(now, time) === 1 ? `tomorrow, ${timeOfDay(time)}` : dayAndTime(time, now);
}

/** To the second. */
export function clockTime(time: number): string {
  return clockWithSeconds.format(dateOf(time));
}

/** To the second, with its day where that is not today. */
export function precise(time: number, now: number): string {
  return sameDay(time, now) ? clockTime(time) : `${dayMonth.format(dateOf(time))}, ${clockTime(time)}`;
}

/** For a separator between days. */
export function dayName(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return dateOf(time).getFullYear() === dateOf(now).getFullYear() ? longDay.format(dateOf(time)) : longDayYear.format(dateOf(time));
}

/** The time of a moment as a time field has it: "18:05". */
export function clockOf(time: number): string {
  const date = dateOf(time);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The day of a moment as a date field has it: "2026-11-21". */
export function calendarDay(time: number): string {
  const date = dateOf(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The moment a date field and a time field mean here; null for what is no moment. */
export function localMoment(day: string, time: string): number | null {
  const date = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day);
  const clockTime = /^(\d\d):(\d\d)/.exec(time);
  if (!date || !clockTime) return null;
  const [year, month, dayOfMonth] = date.slice(1).map(Number) as [number, number, number];
  const moment = new Date(year, month - 1, dayOfMonth, Number(clockTime[1]), Number(clockTime[2])).getTime();
  return Number.isNaN(moment) ? null : moment;
}

/** When a day of a date field began here; null for what is no day. */
export function localMidnight(day: string): number | null {
  const moment = localMoment(day, '00:00');
  return moment === null ? null : Math.max(moment, 0);
}

/** For a heading over things of about that time: the further back, the coarser. */
export function periodName(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return 'Last seven days';
  return dateOf(time).getFullYear() === dateOf(now).getFullYear() ? longMonth.format(dateOf(time)) : longMonthYear.format(dateOf(time));
}

/** For a sentence: "14:32" today, else with its day. */
export function moment(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return clock.format(dateOf(time));
  return `${days === 1 ? 'yesterday' : shortTime(time, now)}, ${clock.format(dateOf(time))}`;
}

/** "between 10:02 and 14:31", with the day of each side where it is not today or not the other's. */
export function span(since: number, until: number, now: number): string {
  return `between ${moment(since, now)} and ${sameDay(since, until) ? timeOfDay(until) : moment(until, now)}`;
}

export function fullTime(time: number): string {
  return full.format(dateOf(time));
}

/** For the `datetime` attribute. */
export function machineTime(time: number): string {
  return dateOf(time).toISOString();
}
