/** What could be meant by what is being typed: operators, and their values where Parley knows them. Pure. */
import { calendarDay } from '../format/time.ts';
import { singleLine } from '../format/text.ts';
import { operators } from './search-operators.ts';

/** Names Parley knows without asking, each list with the likeliest first. */
export interface KnownNames {
  authors: readonly string[];
  conversations: readonly string[];
  accounts: readonly string[];
  services: readonly string[];
  labels: readonly string[];
}

export interface Suggestion {
  /** As it is typed: `from:"Ana Ferreira"`. */
  text: string;
  what: string;
  /** Whether a value is still to come. */
  open: boolean;
}

const most = 6;

/** What stands before the caret, back to the last space outside quotation marks. */
function wordBefore(query: string, caret: number): string {
  const typed = query.slice(0, caret);
  const last = [...typed.matchAll(/(?:[^\s"]|"[^"]*(?:"|$))+/gu)].at(-1);
  return last && last.index + last[0].length === caret ? last[0] : '';
}

/** A value of an operator as it has to be typed. */
export function quoted(value: string): string {
  const plain = singleLine(value).replaceAll('"', '');
  return /\s/.test(plain) ? `"${plain}"` : plain;
}

function valuesOf(operator: string, names: KnownNames, now: number): { value: string; what: string }[] {
  const named = (list: readonly string[]) => [...new Set(list)].map((value) => ({ value, what: '' }));
  const today = calendarDay(now);
  switch (operator) {
    case 'from':
      return named(names.authors);
    case 'in':
      return named(names.conversations);
    case 'account':
      return named(names.accounts);
    case 'service':
      return named(names.services);
    case 'label':
      return named(names.labels);
    case 'on':
    case 'after':
    case 'before':
      return [
        { value: 'today', what: '' },
        { value: 'yesterday', what: '' },
        { value: today, what: 'A day' },
        { value: today.slice(0, 7), what: 'A month' },
        { value: today.slice(0, 4), what: 'A year' },
      ];
    default:
      return operators.find(({ name }) => name === operator)?.values ?? [];
  }
}

export function suggest(query: string, caret: number, names: KnownNames, now: number): Suggestion[] {
  const word = wordBefore(query, caret);
  const [, minus = '', operator, typed = ''] = /^(-?)(\p{L}+):"?([^"]*)$/u.exec(word) ?? [];
  if (operator === undefined) {
    const [, sign = '', start = ''] = /^(-?)(\p{L}{2,})$/u.exec(word) ?? [];
    if (start === '') return [];
    return operators
      .filter(({ name }) => name.startsWith(start.toLowerCase()))
      .map(({ name, what }) => ({ text: `${sign}${name}:`, what, open: true }));
  }
  const name = operator.toLowerCase();
  const wanted = typed.trim().toLocaleLowerCase();
  return valuesOf(name, names, now)
    .filter(({ value }) => singleLine(value) !== '' && value.toLocaleLowerCase().includes(wanted))
    .map(({ value, what }) => ({ text: `${minus}${name}:${quoted(value)}`, what, open: false }))
    .filter(({ text }) => text !== word)
    .slice(0, most);
}

/** The query with a suggestion in the place of the word before the caret, and where the caret is then. */
export function accepted(query: string, caret: number, { text, open }: Suggestion): { query: string; caret: number } {
  const before = query.slice(0, caret - wordBefore(query, caret).length) + text + (open ? '' : ' ');
  return { query: before + query.slice(caret).replace(/^ /, open ? ' ' : ''), caret: before.length };
}
