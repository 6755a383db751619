/** A field of a form, with what most fields have in common left out. */
import type { Field } from '../../preload/contract/provider.ts';

export function field(given: Pick<Field, 'name' | 'label' | 'help'> & Partial<Field>): Field {
  return { placeholder: '', type: 'text', required: false, defaultValue: '', advanced: false, ...given };
}
