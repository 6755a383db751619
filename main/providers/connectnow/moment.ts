/** Times as Laravel writes them: `2021-04-26T22:25:35.000000Z`, and in older versions `2021-04-26 22:25:35`, which is UTC, too. */

const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Microseconds UTC; null for what is no such time, or lies beyond what an integer can count exactly (2255). */
export function microseconds(text: string): number | null {
  const [, date, time, fraction = '', zone = 'Z'] = form.exec(text.trim()) ?? [];
  const seconds = Date.parse(`${date}T${time}${zone}`) / 1000;
  const value = seconds * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * Orders messages of the same time by their ids. Databases often keep whole seconds or milliseconds only: the digits that are then zero
 * make room for the end of a numeric id.
 */
export function orderOf(time: number, id: string): number {
  const room = time % 1_000_000 === 0 ? 1_000_000 : time % 1000 === 0 ? 1000 : 1;
  return /^\d{1,15}$/.test(id) ? time + (Number(id) % room) : time;
}
