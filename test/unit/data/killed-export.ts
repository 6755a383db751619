/** Run as a child process by kill-export.ts: exports the database at argument 1 and is killed, by itself, after so many pages. */
import { exportTo } from './export-in-place.ts';
import type { ExportFormat } from '../../../preload/contract/data.ts';

const [file, folder, format, pages] = process.argv.slice(2) as [string, string, ExportFormat, string];
let left = Number(pages);

exportTo(file, folder, format, {
  control: {
    progress() {},
    checkCancelled() {
      left -= 1;
      if (left < 0) process.kill(process.pid, 'SIGKILL');
    },
  },
});
