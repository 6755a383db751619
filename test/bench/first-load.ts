/** JavaScript the page loads before it shows anything, compressed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../scripts/root.ts';
import type { Row } from './table.ts';

export function measureFirstLoad(): Row {
  const folder = join(projectRoot, 'out', 'renderer');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1]!);
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
  return {
    name: 'first-load JavaScript',
    value: bytes / 1000,
    floor: null,
    unit: 'kB',
    bar: { atMost: 120 },
    note: `gzip, ${files.length} files`,
  };
}
