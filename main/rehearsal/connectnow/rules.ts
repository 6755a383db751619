/** What the service asks of the fields it is sent. */
export interface Rule {
  name: string;
  type?: 'text' | 'email' | 'integer';
  required?: boolean;
}

/** What is wrong, by field; null when all is well. */
export function check(input: Record<string, unknown>, rules: Rule[]): Record<string, string[]> | null {
  const errors: Record<string, string[]> = {};
  for (const { name, type = 'text', required = true } of rules) {
    const value = input[name];
    const label = name.replaceAll(/[_-]/g, ' ');
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
      if (required) errors[name] = [`The ${label} field is required.`];
    } else if (type === 'integer' ? !Number.isSafeInteger(value) : typeof value !== 'string') {
      errors[name] = [`The ${label} must be ${type === 'integer' ? 'an integer' : 'a string'}.`];
    } else if (type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value as string)) {
      errors[name] = [`The ${label} must be a valid email address.`];
    } else if (typeof value === 'string' && value.length > 60_000) {
      errors[name] = [`The ${label} may not be greater than 60000 characters.`];
    }
  }
  return Object.keys(errors).length === 0 ? null : errors;
}
