/** What faults do to the JSON of an answer. A body that is no JSON stays as it is. */
import type { Reply } from './reply.ts';

/** `change` is given every value, from the leaves up. */
const changing =
  (change: (value: unknown) => unknown) =>
  (reply: Reply): Reply => {
    try {
      return { ...reply, body: JSON.stringify(JSON.parse(reply.body, (_, value: unknown) => change(value))) };
    } catch {
      return reply;
    }
  };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasId = (value: unknown): value is object => isObject(value) && 'id' in value;

export const typesSwapped = changing((value) => {
  if (typeof value === 'string') return value.length;
  return typeof value === 'number' ? `about ${value}` : value;
});

export const fieldsAdded = changing((value) => (isObject(value) ? { ...value, hologram: { depth: 3 }, mood: ['calm', null] } : value));

/** Only what has an id: lines without one may well be said twice. */
export const everythingTwice = changing((value) =>
  Array.isArray(value) ? value.flatMap((item: unknown) => (hasId(item) ? [item, item] : [item])) : value,
);

export const listsReversed = changing((value) => (Array.isArray(value) ? value.toReversed() : value));

export const tenYears = 3652 * 24 * 60 * 60 * 1000;

/** What looks like a time of these decades: seconds, milliseconds or microseconds since 1970, also as numerals, and ISO 8601 in UTC. */
export const tenYearsLater = changing((value) => {
  if (typeof value === 'number') return shifted(value);
  if (typeof value !== 'string') return value;
  if (/^\d{10}$|^\d{13}$|^\d{16}$/.test(value)) return String(shifted(Number(value)));
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return value;
  const [seconds, fraction] = [value.slice(0, 19), value.slice(19)];
  return new Date(Date.parse(`${seconds}Z`) + tenYears).toISOString().slice(0, 19) + fraction;
});

function shifted(value: number): number {
  const perMillisecond = [0.001, 1, 1000].find((unit) => value >= 1e12 * unit && value < 3e12 * unit);
  return perMillisecond === undefined ? value : value + tenYears * perMillisecond;
}
