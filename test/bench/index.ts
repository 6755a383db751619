/** `npm run bench`: each figure beside its floor from the same run, so that a slow machine changes both. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { compare } from './compare/index.ts';
import { sizes, type SizeName } from './corpus.ts';
import { measureFirstLoad } from './first-load.ts';
import { inProcess } from './in-process.ts';
import { measureMemory } from './memory.ts';
import { readOptions, type Options, type RowGroup } from './options.ts';
import { measureStart } from './start.ts';
import { print, type Row } from './table.ts';

const options = readOptions(process.argv.slice(2));
if (!options) process.exit(2);
const folder = temporaryFolder('parley-bench');
try {
  await buildIfChanged();
  await (options.compare ? compare(options.sizes, folder.path) : measure(options, folder.path));
} finally {
  folder.remove();
}
process.exit(0);

async function measure({ sizes: wanted, groups }: Options, root: string): Promise<void> {
  const asked = (group: RowGroup) => groups.includes(group);
  const folders: Partial<Record<SizeName, string>> = {};
  const rows = new Map<SizeName, Row[]>(wanted.map((size) => [size, []]));
  const add = (size: SizeName, more: readonly Row[] = []) => rows.get(size)!.push(...more);

  if (groups.some((group) => group !== 'program'))
    for (const size of wanted) {
      folders[size] = join(root, size);
      mkdirSync(folders[size]);
      const built = await inProcess('buildAndMeasure', [size, folders[size]]);
      if (asked('ingest')) add(size, built);
    }
  let growth: Row[] = [];
  if (asked('queries')) {
    // Right after so much was stored, and as it is once Parley had some seconds of time.
    const before = await inProcess('measureQueries', [folders, 'searches']);
    for (const size of wanted) add(size, [await inProcess('tidyAndMeasure', [folders[size]!])]);
    const queries = await inProcess('measureQueries', [folders]);
    for (const size of wanted)
      add(
        size,
        queries.bySize[size]?.map((row) => beside(row, before.bySize[size])),
      );
    growth = queries.growth;
  }
  if (asked('start')) for (const [size, some] of await measureStart(folders)) add(size, some);
  if (asked('arrival')) for (const size of wanted) add(size, await inProcess('measureArrival', [size, folders[size]!]));

  for (const [size, some] of rows) if (some.length > 0) print(`${sizes[size].toLocaleString('en')} messages`, some);
  if (growth.length > 0) print('Growth from 100,000 to 1,000,000 messages', growth);
  if (asked('program')) print('The program', [...(await measureMemory()), measureFirstLoad()]);
}

function beside(row: Row, before: readonly Row[] = []): Row {
  const same = before.find(({ name }) => name === row.name);
  if (!same) return row;
  const was = `${same.value.toFixed(1)} over ${same.floor!.toFixed(1)}`;
  return { ...row, note: `${row.note}; the index merged when idle, before that p95 ${was}` };
}
