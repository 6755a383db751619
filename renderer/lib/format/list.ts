const and = new Intl.ListFormat('en', { type: 'conjunction' });

/** "Companies, chats and people". */
export function listed(words: readonly string[]): string {
  const [first = '', ...others] = words;
  return and.format([first, ...others.map((word) => word.toLowerCase())]).replace(', and ', ' and ');
}
