const numbers = new Intl.NumberFormat('en');

export function number(value: number): string {
  return numbers.format(value);
}

/** "1 message", "2 messages". */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${number(value)} ${value === 1 ? singular : plural}`;
}

/** A badge has room for three characters. */
export function badge(value: number): string {
  return value > 99 ? '99+' : String(value);
}
