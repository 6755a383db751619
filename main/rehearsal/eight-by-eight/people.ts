/** The people of Harbour & Finch, who make lamps that can be repaired, and those they work with. All invented. */
import type { Author } from './room-store.ts';

/** Who the API writes as: one bot for everyone who holds the key (name and address as in 8x8's OpenAPI example). */
export const chapi: Author = person('Chapi', 'developer@8x8.com', 'c2XvN0aTq8sYwJ4rB6uEoK1pLh3GmDzFiQ5tR7yWbUA');

/** Author of the documented messages, as on the getting-started page. */
export const documentedAuthor: Author = {
  avatarUrl: 'https://s.gravatar.com/avatar/c0fc68541276afaf1ecf7e7f761f518e?s=80',
  email: 'user@example.com',
  id: '007',
  name: 'Matt Gardner',
};

const names = [
  'Mara Lindqvist',
  'Tomasz Wilk',
  'Priya Raman',
  'Joaquín Ferrer',
  'Hanneke de Boer',
  'Leo Okafor',
  'Sunniva Dahl',
  '森田 あかり',
  '林 志明',
  'נועה ברק',
  'سليم حداد',
];
const people = new Map(names.map((name, index) => [name, person(name, `person${index + 1}@harbourfinch.example`, `hf-${index + 1}`)]));

/** The known person of this name, else a new one whose id follows from the name. */
export function personNamed(name: string): Author {
  return people.get(name) ?? person(name, '', `guest-${Buffer.from(name).toString('base64url')}`);
}

function person(name: string, email: string, id: string): Author {
  return { avatarUrl: `https://people.harbourfinch.example/${encodeURIComponent(id)}.png`, email, id, name };
}
