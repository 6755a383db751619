/** Days, months and years as the user writes them, as stretches of time. */

/** What turns calendar days into times: the time zone of the computer, or one of a test. */
export interface Calendar {
  /** Year, month (0–11) and day of now. */
  today: [year: number, month: number, day: number];
  /** The first moment of a day, ms UTC; days and months beyond their end count on. */
  startOf(year: number, month: number, day: number): number;
}

/** Half-open, ms UTC. */
export interface Span {
  from: number;
  to: number;
}

export function localCalendar(now: number): Calendar {
  return {
    // Few queries name a day.
    get today(): Calendar['today'] {
      const date = new Date(now);
      return [date.getFullYear(), date.getMonth(), date.getDate()];
    },
    startOf: (year, month, day) => new Date(year, month, day).getTime(),
  };
}

/** Understands YYYY-MM-DD, YYYY-MM, YYYY, `today` and `yesterday`; null for anything else and for days that do not exist. */
export function spanOf(text: string, { today, startOf }: Calendar): Span | null {
  const day = (year: number, month: number, date: number) => ({ from: startOf(year, month, date), to: startOf(year, month, date + 1) });
  const [thisYear, thisMonth, thisDay] = today;
  switch (text.toLowerCase()) {
    case 'today':
      return day(thisYear, thisMonth, thisDay);
    case 'yesterday':
      return day(thisYear, thisMonth, thisDay - 1);
  }
  const match = /^([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!match) return null;
  const [year, month, date] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined) return null;
  if (month === undefined) return { from: startOf(year, 0, 1), to: startOf(year + 1, 0, 1) };
  if (month < 1 || month > 12) return null;
  if (date === undefined) return { from: startOf(year, month - 1, 1), to: startOf(year, month, 1) };
  if (date < 1 || date > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return day(year, month - 1, date);
}
