/** An export in the thread of the test, or of a process that is killed: what a task adds to it has tests of its own. */
import type { ExportFormat, Scope } from '../../../preload/contract/data.ts';
import { runExport, type Control, type ExportResult } from '../../../main/export/run-export.ts';
import { connectReader } from '../../../main/store/connections.ts';
import { asReader } from '../../../main/store/database.ts';
import { createExportSource } from '../../../main/store/queries/export.ts';
import { base } from '../store/sample.ts';

export interface ExportOptions {
  scope?: Scope;
  control?: Control;
}

export function exportTo(file: string, folder: string, format: ExportFormat, options: ExportOptions = {}): ExportResult {
  const { scope = { kind: 'all' }, control = { progress() {}, checkCancelled() {} } } = options;
  const reader = connectReader(file);
  try {
    return runExport(createExportSource(asReader(reader)), { folder, scope, format, now: base, writtenBy: 'Parley test' }, control);
  } finally {
    reader.close();
  }
}
