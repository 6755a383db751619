/**
 * Simulates days of Parley and says whether what it showed was true: `node test/simulation/index.ts --seed N` for one day, `--seeds N` for
 * the first N, `--real` over sockets and with SQLite in its thread.
 */
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../scripts/build.ts';
import { simulateDay } from './day.ts';
import { describeDay, describeRequests } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    hours: { type: 'string', default: '24' },
    real: { type: 'boolean', default: false },
  },
});
const seeds = values.seed ? [Number(values.seed)] : Array.from({ length: Number(values.seeds ?? 1) }, (_, index) => index + 1);

if (values.real) await buildIfChanged();
for (const seed of seeds) {
  const began = process.cpuUsage();
  const day = await simulateDay({ seed, real: values.real, hours: Number(values.hours) });
  const used = process.cpuUsage(began);
  const seconds = (used.user + used.system) / 1e6;
  process.stdout.write(`${describeDay(day)}  ${seconds.toFixed(1)} s\n`);
  if (day.journal.problems.length > 0) process.exitCode = 1;
  if (seed === seeds.at(-1)) process.stdout.write(`\n${describeRequests(day)}\n`);
}
