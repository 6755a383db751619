import type { Migration } from './migration.ts';

/** How long each account keeps its messages, and what was let go of each conversation. */
export const retention: Migration = {
  version: 50,
  name: 'retention',
  up(database) {
    database.exec(columns);
  },
};

// keep_days: null keeps everything. keep_from: messages sent before it are not taken in, nor kept unless saved; it only moves on.
// let_go_before: messages sent before it were here or offered, and not kept; null when none were. They are not fetched again.
const columns = `
  ALTER TABLE accounts ADD COLUMN keep_days INTEGER CHECK (keep_days BETWEEN 7 AND 3650);
  ALTER TABLE accounts ADD COLUMN keep_from INTEGER;
  ALTER TABLE conversations ADD COLUMN let_go_before INTEGER;
`;
