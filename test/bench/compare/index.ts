/** `npm run bench -- --compare`: Parley's store beside what one would reach for instead, each in processes of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sizes, type SizeName } from '../corpus.ts';
import { inProcess } from '../in-process.ts';
import { printLines } from '../table.ts';
import { queries, type CandidateName, type QueryName } from './measure.ts';
import { fetchMiniSearch } from './minisearch.ts';

const titles: Record<CandidateName, string> = {
  parley: 'Parley’s store',
  jsonFile: 'JSON file',
  miniSearch: 'MiniSearch and a JSON file',
  indexedDb: 'IndexedDB (memory: renderer)',
  indexedDbMiniSearch: 'MiniSearch and IndexedDB (memory: renderer)',
};
const queryNames = Object.keys(queries) as QueryName[];
/** What keeps everything in memory may use more of it than Node allows by itself; after four minutes nobody would wait. */
const limits = { heap: 12_288, time: 240_000 };
const header = ['what', 'build, s', 'start, ms', ...queryNames.map((name) => `search ${name}, ms p95`), 'store 100 more, ms', 'memory, MB'];

export async function compare(wanted: readonly SizeName[], root: string): Promise<void> {
  const names: CandidateName[] = ['parley', 'jsonFile', 'indexedDb'];
  try {
    fetchMiniSearch(join(root, 'library'));
    names.push('miniSearch', 'indexedDbMiniSearch');
  } catch {
    process.stdout.write('MiniSearch is left out: the package registry could not be reached.\n');
  }
  for (const size of wanted) {
    const lines = [];
    for (const name of names) lines.push(await line(name, size, root));
    printLines(`${sizes[size].toLocaleString('en')} messages`, [header, ...lines]);
  }
}

async function line(name: CandidateName, size: SizeName, root: string): Promise<string[]> {
  const folder = join(root, `${name}-${size}`);
  mkdirSync(folder);
  try {
    const built = await inProcess('buildCandidate', [name, size, folder], limits);
    const used = await inProcess('useCandidate', [name, size, folder], limits);
    const figures = [used.start, ...queryNames.map((query) => used.queries[query]), used.add, used.memory];
    return [titles[name], (built / 1000).toFixed(1), ...figures.map((figure) => figure.toFixed(figure < 10 ? 2 : 0))];
  } catch (error) {
    return [titles[name], (error as Error).message, ...header.slice(2).map(() => '')];
  }
}
