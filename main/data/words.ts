/** Numbers in sentences of this area. */
const numbers = new Intl.NumberFormat('en');

/** "1 message", "2,000 messages". */
export function count(value: number, word: string): string {
  return `${numbers.format(value)} ${word}${value === 1 ? '' : 's'}`;
}
