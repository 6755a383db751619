/** What a form can say about its fields before anybody else is asked. */
import type { CheckStep, Field } from '../../../preload/contract/provider.ts';
import { isUnencrypted, plainHttp } from '../format/address.ts';

export type Values = Record<string, string>;
export type FieldErrors = Record<string, string>;

export function emptyValues(fields: readonly Field[]): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, '']));
}

function errorOf(field: Field, value: string): string {
  if (!field.required || field.defaultValue !== '' || value.trim() !== '') return '';
  return field.type === 'list' ? `${field.label}: enter at least one, each on its own line.` : `${field.label} is needed.`;
}

/** One sentence per field that cannot be right; empty when all may be. */
export function fieldErrors(fields: readonly Field[], values: Values): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of fields) {
    const value = values[field.name] ?? '';
    const error = errorOf(field, value);
    if (error) errors[field.name] = error;
    else if (field.type === 'address' && isUnencrypted(value) && values[plainHttp] !== 'yes')
      errors[field.name] = 'Use https://, or agree below to send everything unencrypted.';
  }
  return errors;
}

/** What failed steps of a connection check say about fields: it is said there too, where the user will correct it. */
export function stepErrors(steps: readonly CheckStep[]): FieldErrors {
  const failed = steps.filter(({ state, field }) => state === 'failed' && field !== undefined);
  return Object.fromEntries(failed.map(({ field, detail, fix }) => [field, [detail, fix].filter(Boolean).join(' ')]));
}
