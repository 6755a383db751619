/** A connection check as plain text to hand to somebody: steps, version, system and time, nothing about the account's owner. */
import type { CheckStep } from '../../../preload/contract/provider.ts';
import { duration } from './measure.ts';
import { machineTime } from './time.ts';

interface Checked {
  version: string;
  platform: string;
  service: string;
  at: number;
  steps: readonly CheckStep[];
}

export function checkReport({ version, platform, service, at, steps }: Checked): string {
  const lines = steps.flatMap(({ name, state, detail, fix, milliseconds }, index) => [
    `${index + 1}. ${name}: ${state}${milliseconds === null ? '' : ` (${duration(milliseconds)})`}`,
    ...(detail ? [`   ${detail}`] : []),
    ...(fix ? [`   What to do: ${fix}`] : []),
  ]);
  return [`Connection check of ${service}`, `Parley ${version} on ${platform}, ${machineTime(at)}`, '', ...lines, ''].join('\n');
}
