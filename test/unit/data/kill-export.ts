/** An export into a folder, by a process of its own that is killed after so many pages. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { ExportFormat } from '../../../preload/contract/data.ts';

const killedExport = fileURLToPath(new URL('./killed-export.ts', import.meta.url));

export function killExport(file: string, folder: string, format: ExportFormat, pages: number): void {
  const { signal } = spawnSync(process.execPath, [killedExport, file, folder, format, String(pages)]);
  expect(signal).toBe('SIGKILL');
}
