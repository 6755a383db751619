import { readdirSync } from 'node:fs';
import { proportionalMemory, readOrNothing } from './proportional-memory.ts';

/** Proportional set size, MB, of the largest of Chromium's renderers among what a process started. */
export function rendererMemory(processId: number): number {
  const renderers = descendants(processId).filter((id) => commandLine(id).includes('--type=renderer'));
  return Math.max(...renderers.map(proportionalMemory));
}

function descendants(id: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === id)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function parentOf(id: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readOrNothing(`/proc/${id}/status`))?.[1] ?? -1);
}

const commandLine = (id: number) => readOrNothing(`/proc/${id}/cmdline`).replaceAll('\0', ' ');
