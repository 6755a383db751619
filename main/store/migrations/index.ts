import { firstSchema } from './0010-first-schema.ts';
import { editsAndGaps } from './0020-edits-and-gaps.ts';
import { shorterMessageIds } from './0025-shorter-message-ids.ts';
import { triage } from './0030-triage.ts';
import { searchIndex } from './0040-search-index.ts';
import { retention } from './0050-retention.ts';
import { secondCopies } from './0060-second-copies.ts';
import type { Migration } from './migration.ts';

/** All migrations, ascending by version. */
export const migrations: readonly Migration[] = [
  firstSchema,
  editsAndGaps,
  shorterMessageIds,
  triage,
  searchIndex,
  retention,
  secondCopies,
];
