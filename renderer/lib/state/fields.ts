/** What a form can say about its fields before anybody else is asked. */
import type { CheckStep, Field } from '../../../preload/contract/provider.ts';

export type Values = Record<string, string>;
export type FieldErrors = Record<string, string>;

export function emptyValues(fields: readonly Field[]): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, '']));
}

function errorOf(field: Field, value: string): string {
  if (!field.required || value.trim() !== '') return '';
  return field.type === 'list' ? `${field.label}: enter at least one, each on its own line.` : `${field.label} is needed.`;
}

/** One sentence per field that cannot be right; empty when all may be. */
export function fieldErrors(fields: readonly Field[], values: Values): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of fields) {
    const error = errorOf(field, values[field.name] ?? '');
    if (error) errors[field.name] = error;
  }
  return errors;
}

/** What a connection check found wrong with a field is said at the field too, where the user will correct it. */
export function checkErrors(fields: readonly Field[], steps: readonly CheckStep[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of fields) {
    const step = steps.find((one) => one.state === 'failed' && one.field === field.name);
    if (step) errors[field.name] = step.detail;
  }
  return errors;
}
