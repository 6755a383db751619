/** How a sample chat is written down, and how its lines get their times. */
import type { Random } from '../../random.ts';
import type { ChatBook } from '../chat-book.ts';
import type { Tables } from '../tables.ts';

/** Who says what. */
export type Line = readonly [person: string, text: string];

export interface ChatScript {
  name: string | null;
  company: string | null;
  /** Runs of lines with the time they began, oldest first. */
  talks: { hoursAgo: number; lines: Line[] }[];
  /** Who took part and has left since. */
  left?: string[];
  /** What is said while the rehearsal runs, in this order. */
  chatter: Line[];
  /** What somebody answers when the user writes. */
  answers: Line[];
}

const second = 1000;
const hour = 3600 * second;
/** Between two lines of one talk. */
const between = { shortest: 10 * second, longest: 100 * second };

export interface ScriptParts {
  tables: Tables;
  book: ChatBook;
  random: Random;
  /** Milliseconds UTC. */
  now: number;
}

/** Makes the chat with its history, all of it before `now`. Answers its id. */
export function playScript({ name, company, talks, left = [] }: ChatScript, { tables, book, random, now }: ScriptParts): number {
  const companyId = company === null ? null : ensureCompany(tables, company, now);
  const began = now - Math.max(1, ...talks.map((talk) => talk.hoursAgo)) * hour;
  const password = `sample-${random.between(100_000, 999_999)}`;
  const chat = tables.chats.add({ name, companyId, password, createdAt: began });
  for (const { hoursAgo, lines } of talks) {
    let time = now - hoursAgo * hour;
    for (const [index, [person, text]] of lines.entries()) {
      const latest = now - (lines.length - index) * second;
      book.write(chat.id, book.ensurePerson(chat.id, person), text, Math.min(time, latest));
      time += random.between(between.shortest, between.longest);
    }
  }
  for (const person of left) book.ensurePerson(chat.id, person).deletedAt = now - hour;
  return chat.id;
}

function ensureCompany({ companies }: Tables, name: string, now: number): number {
  const known = companies.rows().find((company) => company.name === name);
  return (known ?? companies.add({ name, createdAt: now })).id;
}
