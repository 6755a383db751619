/** All formats by name. */
import type { ExportFormat } from '../../../preload/contract/data.ts';
import type { Format } from './format.ts';
import { html } from './html.ts';
import { jsonLines } from './json-lines.ts';
import { markdown } from './markdown.ts';

export const formats: Record<ExportFormat, Format> = { jsonl: jsonLines, markdown, html };
