/** Sorts what the user typed into an account form: trimmed, defaults filled in, secrets apart from settings. */
import type { Field } from '../../preload/contract/provider.ts';
import type { Secrets } from '../credentials/contract.ts';
import { Problem } from '../problem.ts';
import { plainHttpSetting } from '../providers/address.ts';

export type Values = Readonly<Record<string, string>>;

export interface SortedValues {
  settings: Record<string, string>;
  secrets: Secrets;
}

/** Throws a `Problem` naming the first field that is missing or cannot work. Unknown names are dropped. */
export function tidyValues(fields: readonly Field[], values: Values): Record<string, string> {
  const tidy: Record<string, string> = {};
  for (const field of fields) {
    const given = tidyValue(field, values[field.name] ?? '');
    const value = given || field.defaultValue;
    if (field.required && !value) throw unfit(field, `“${field.label}” is missing.`);
    // Keys travel in HTTP headers, where only visible ASCII is safe; anything else was pasted by mistake.
    if (field.type === 'secret' && !field.anyText && /[^\x21-\x7e]/.test(value))
      throw unfit(field, `“${field.label}” holds a space, a line break or a character no key has. Copy it again.`);
    tidy[field.name] = value;
  }
  return tidy;
}

function tidyValue({ type, anyText }: Field, given: string): string {
  if (type === 'list') return tidyList(given);
  return anyText ? given : given.trim();
}

/** Throws as `tidyValues` does. The user's word that plain http will do is kept with every form that has an address. */
export function sortValues(fields: readonly Field[], values: Values): SortedValues {
  const tidy = tidyValues(fields, values);
  const agreed = fields.some((field) => field.type === 'address') && values[plainHttpSetting] === 'yes';
  const named = (secret: boolean) =>
    fields.filter((field) => (field.type === 'secret') === secret).map((field) => [field.name, tidy[field.name]!]);
  return {
    settings: { ...Object.fromEntries(named(false)), ...(agreed ? { [plainHttpSetting]: 'yes' } : {}) },
    secrets: Object.fromEntries(named(true)),
  };
}

/** What was stored, with what a form changes. That plain http will do was said of one address: another has to be asked about again. */
export function changeValues(fields: readonly Field[], before: Values, changed: Values): Values {
  const moved = fields.some(({ type, name }) => type === 'address' && name in changed && changed[name] !== before[name]);
  return { ...before, ...(moved ? { [plainHttpSetting]: '' } : {}), ...changed };
}

/** Whether both are the same account at the same service: lists of conversations may differ. */
export function sameAccount(fields: readonly Field[], one: Values, other: Values): boolean {
  return fields.every(({ type, name, defaultValue }) => type === 'list' || (one[name] || defaultValue) === (other[name] || defaultValue));
}

/** One entry per line: trimmed, empty lines and repeats gone. */
export function tidyList(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))].join('\n');
}

function unfit(field: Field, sentence: string): Problem {
  return new Problem('invalid-argument', sentence, { [field.name]: sentence });
}
