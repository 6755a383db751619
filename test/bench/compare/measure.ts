/** One candidate at one size: building in one process, using what was built in the next. */
import { corpusOf, pageOf, pagesOf, sizes, type Corpus, type SizeName } from '../corpus.ts';
import { proportionalMemory } from '../proportional-memory.ts';
import { percentile } from '../table.ts';
import { wordOf } from '../words.ts';
import type { Candidate } from './candidate.ts';
import { indexedDb, indexedDbMiniSearch } from './indexed-db.ts';
import { jsonFile } from './json-file.ts';
import { miniSearch } from './minisearch.ts';
import { parley } from './parley.ts';

const candidates = { parley, jsonFile, miniSearch, indexedDb, indexedDbMiniSearch } satisfies Record<string, Candidate>;
export type CandidateName = keyof typeof candidates;

export const queries = {
  common: (_corpus: Corpus, round: number) => [wordOf(round % 40)],
  'two words': (corpus: Corpus, round: number) => [wordOf(round % 40), wordOf(Math.floor(corpus.vocabulary / 100) + round)],
  absent: (_corpus: Corpus, round: number) => [`zzx${wordOf(round)}qq`],
};
export type QueryName = keyof typeof queries;

const limit = 50;
const rounds = 30;

/** Milliseconds. */
export async function buildCandidate(name: CandidateName, size: SizeName, folder: string): Promise<number> {
  await prepare(name, folder);
  return timed(() => candidates[name].build(pagesOf(corpusOf(sizes[size])), folder));
}

export interface Used {
  /** Opened, and the newest messages of a conversation read, ms. */
  start: number;
  /** p95, ms. */
  queries: Record<QueryName, number>;
  /** One more page, ms. */
  add: number;
  /** After all of it, MB. */
  memory: number;
}

export async function useCandidate(name: CandidateName, size: SizeName, folder: string): Promise<Used> {
  const corpus = corpusOf(sizes[size]);
  await prepare(name, folder);
  const startedAt = performance.now();
  const opened = await candidates[name].open(folder);
  await opened.newest(7, limit);
  const start = performance.now() - startedAt;
  const took = {} as Record<QueryName, number>;
  for (const query of Object.keys(queries) as QueryName[]) {
    const times = [];
    for (let round = 0; round < rounds; round += 1) times.push(await timed(() => opened.search(queries[query](corpus, round), limit)));
    took[query] = percentile(times, 0.95);
  }
  const add = await timed(() => opened.add({ conversation: 7, messages: pageOf(corpus, 7, corpus.perConversation, 100) }));
  return { start, queries: took, add, memory: opened.memory?.() ?? proportionalMemory('self') };
}

async function prepare(name: CandidateName, folder: string): Promise<void> {
  const candidate: Candidate = candidates[name];
  await candidate.prepare?.(folder);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
