/**
 * Proves what the store promises about crashes and damage: `npm run torture -- --kills 200` kills a process that writes, `--garbage 40` damages
 * databases; `--seed N` repeats a run, `--seeds N` damages with each seed from 1 to N and adds up, `--messages N` sets the size of what is damaged.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { garbageRounds, type Outcome } from './garbage.ts';
import { killRounds } from './kills.ts';
import { garbageTable, killLines, summaryTable } from './report.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    garbage: { type: 'string' },
    seeds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    messages: { type: 'string', default: '20000' },
  },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
const folder = temporaryFolder('parley-torture');

const seeds = values.seeds ? Array.from({ length: Number(values.seeds) }, (_, n) => String(n + 1)) : [values.seed];
say(values.seeds ? `seeds 1 to ${values.seeds}` : `seed ${values.seed}`);
try {
  await buildIfChanged();
  if (values.garbage) {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) {
      const place = join(folder.path, seed);
      mkdirSync(place);
      outcomes.push(...(await garbageRounds(Number(values.garbage), seed, Number(values.messages), place)));
    }
    say(values.seeds ? summaryTable(outcomes) : garbageTable(outcomes));
    if (outcomes.some(({ complaints, unaccounted, altered }) => complaints.length + unaccounted + altered > 0)) process.exitCode = 1;
  }
  if (values.kills) {
    const result = await killRounds(Number(values.kills), seeds[0]!, folder.path);
    say(killLines(result));
    if (result.problems.length > 0) process.exitCode = 1;
  }
} finally {
  folder.remove();
}
