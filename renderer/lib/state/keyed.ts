/** Lists kept by id and replaced whole: what was handed out never changes under the hands of whoever draws it. */
import type { Change, ChangeObjects } from '../../../preload/contract/changes.ts';

export type Keyed<Id, Value> = ReadonlyMap<Id, Value>;

export function keyed<Id, Value extends { id: Id }>(values: readonly Value[]): Keyed<Id, Value> {
  return new Map(values.map((value) => [value.id, value]));
}

export function emptyKeyed<Id, Value>(): Keyed<Id, Value> {
  return new Map();
}

export function withEntry<Id, Value>(map: Keyed<Id, Value>, id: Id, value: Value): Keyed<Id, Value> {
  return new Map(map).set(id, value);
}

export function withoutEntry<Id, Value>(map: Keyed<Id, Value>, id: Id): Keyed<Id, Value> {
  const next = new Map(map);
  return next.delete(id) ? next : map;
}

export function filtered<Id, Value>(map: Keyed<Id, Value>, keep: (value: Value) => boolean): Keyed<Id, Value> {
  return new Map([...map].filter(([, value]) => keep(value)));
}

/** What a batch says about one kind of object, in its order: the last word per id, null for a deletion. */
export function lastWords<Name extends keyof ChangeObjects>(
  changes: readonly Change[],
  object: Name,
): Map<ChangeObjects[Name]['id'], ChangeObjects[Name] | null> {
  const words = new Map<ChangeObjects[Name]['id'], ChangeObjects[Name] | null>();
  for (const change of changes) {
    if (change.type === 'upsert' && change.object === object) words.set(change.value.id, change.value as ChangeObjects[Name]);
    else if (change.type === 'delete' && change.object === object) words.set(change.id, null);
  }
  return words;
}

/** Words that remove. */
export function withdrawn<Id>(ids: readonly Id[]): ReadonlyMap<Id, null> {
  return new Map(ids.map((id) => [id, null]));
}

/** The map after a batch; the same map if the batch says nothing about it. */
export function applied<Id, Value>(map: Keyed<Id, Value>, words: ReadonlyMap<Id, Value | null>): Keyed<Id, Value> {
  if (words.size === 0) return map;
  const next = new Map(map);
  for (const [id, value] of words) {
    if (value === null) next.delete(id);
    else next.set(id, value);
  }
  return next;
}

export function setOf<Value>(values: Iterable<Value>): ReadonlySet<Value> {
  return new Set(values);
}
