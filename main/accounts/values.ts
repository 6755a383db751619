/** Sorts what the user typed into an account form: trimmed, defaults filled in, secrets apart from settings. */
import type { ProviderInfo } from '../providers/contract.ts';
import type { Secrets } from '../credentials/contract.ts';
import { Problem } from '../problem.ts';

export interface SortedValues {
  settings: Record<string, string>;
  secrets: Secrets;
}

/** Throws a `Problem` naming the first field that is missing or cannot work. Unknown names are dropped. */
export function sortValues(info: ProviderInfo, values: Readonly<Record<string, string>>): SortedValues {
  const settings: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const field of info.fields) {
    const given = field.type === 'list' ? tidyList(values[field.name] ?? '') : (values[field.name] ?? '').trim();
    const value = given || field.defaultValue;
    if (field.required && !value) throw new Problem('invalid-argument', `“${field.label}” is missing.`);
    if (field.type === 'secret') {
      // Secrets travel in HTTP headers, where only visible ASCII is safe; anything else was pasted by mistake.
      if (/[^\x21-\x7e]/.test(value))
        throw new Problem('invalid-argument', `“${field.label}” holds a space, a line break or a character no key has. Copy it again.`);
      secrets[field.name] = value;
    } else settings[field.name] = value;
  }
  return { settings, secrets };
}

/** One entry per line: trimmed, empty lines and repeats gone. */
export function tidyList(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))].join('\n');
}
