/** Values whose name or place in an answer is not known for sure. */

export type Loose = Record<string, unknown>;

export const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of these that is there and not null. */
export function firstOf<Name extends string, Shape extends { [N in Name]?: unknown }>(
  object: Shape,
  names: readonly Name[],
): NonNullable<Shape[Name]> | null {
  for (const name of names) {
    const value = object[name];
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** What is in `data`, where an answer is wrapped; the answer itself otherwise. */
export function unwrap(json: unknown): unknown {
  return isObject(json) && isObject(json['data']) ? json['data'] : json;
}

/** A string under one of `names`, at the top or in `data`, or the answer itself; null when there is none that is not empty. */
export function stringIn(json: unknown, names: readonly string[]): string | null {
  const data = isObject(json) ? json['data'] : undefined;
  for (const place of [json, data]) {
    const found = isObject(place) ? names.map((name) => place[name]).find(isText) : place;
    if (isText(found)) return found.trim();
  }
  return null;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
