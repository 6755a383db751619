/** What a window in Chromium cannot show (tray, notifications, menus, badge): kept in memory for tests, and said once on the console. */
export interface HostRecord {
  area: string;
  what: string;
  detail: unknown;
}

const longest = 1000;
const records: HostRecord[] = [];
const said = new Set<string>();

export function record(area: string, what: string, detail: unknown): void {
  records.push({ area, what, detail });
  if (records.length > longest) records.shift();
  sayOnce(`Chromium host: no ${area} here, only a record in memory.`);
}

export function sayOnce(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${sentence}\n`);
}

/** Everything recorded so far, oldest first. */
export const chromiumHostRecords: readonly HostRecord[] = records;
