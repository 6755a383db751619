/** Writes an export into a folder the user chose. */
import { runExport, type ExportArgument, type ExportResult } from '../../export/run-export.ts';
import { asReader } from '../database.ts';
import { createExportSource } from '../queries/export.ts';
import type { Task } from './task.ts';

export const exportMessages: Task<ExportArgument, ExportResult> = ({ reader, progress, checkCancelled }, argument) =>
  runExport(createExportSource(asReader(reader)), argument, { progress, checkCancelled });
