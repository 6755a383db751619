/** `npm run bench`: each figure beside its floor from the same run, so that a slow machine changes both. */
import { buildIfChanged } from '../../scripts/build.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureIngest } from './ingest.ts';
import { measureMemory } from './memory.ts';
import { measureStart } from './start.ts';
import { print } from './table.ts';

await buildIfChanged();
print([await measureStart(), await measureIngest(), ...(await measureMemory()), measureFirstLoad()]);
process.exit(0);
