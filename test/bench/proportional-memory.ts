import { readFileSync } from 'node:fs';

/** Proportional set size of a process, MB: pages that several processes share count for each with its share only. */
export function proportionalMemory(processId: number | 'self'): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrNothing(`/proc/${processId}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

/** Processes come and go while they are looked at. */
export function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
