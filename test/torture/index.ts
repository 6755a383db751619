/**
 * Proves what the store promises about crashes and damage: `npm run torture -- --kills 200` kills a process that writes, `--garbage 40` damages
 * databases; `--seed N` repeats a run, `--messages N` sets the size of what is damaged.
 */
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { garbageRounds } from './garbage.ts';
import { killRounds } from './kills.ts';
import { garbageTable, killLines } from './report.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    garbage: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    messages: { type: 'string', default: '20000' },
  },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
const folder = temporaryFolder('parley-torture');

say(`seed ${values.seed}`);
try {
  await buildIfChanged();
  if (values.garbage) {
    const outcomes = await garbageRounds(Number(values.garbage), values.seed, Number(values.messages), folder.path);
    say(garbageTable(outcomes));
    if (outcomes.some(({ complaints, unaccounted }) => complaints.length + unaccounted > 0)) process.exitCode = 1;
  }
  if (values.kills) {
    const result = await killRounds(Number(values.kills), values.seed, folder.path);
    say(killLines(result));
    if (result.problems.length > 0) process.exitCode = 1;
  }
} finally {
  folder.remove();
}
