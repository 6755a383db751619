/** One measured row beside its floor from the same run, and how it is printed. */
export interface Row {
  name: string;
  /** What was measured, in the row's unit. */
  value: number;
  /** The least it could be: the same work without Parley. Null where a bound stands in its place. */
  floor: number | null;
  unit: 'ms' | 'MB' | 'kB' | 'messages/s' | '×';
  /** What it must keep to; null where nothing was promised. */
  bar: Bar | null;
  note: string;
}

export interface Bar {
  atMost?: number;
  atMostOfFloor?: number;
  atLeastOfFloor?: number;
}

export function print(title: string, rows: Row[]): void {
  const header = ['row', 'measured', 'floor', 'ratio', 'bar', 'kept', 'what it is'];
  const lines = rows.map((row) => [
    row.name,
    `${format(row.value)} ${row.unit}`,
    row.floor === null ? '' : `${format(row.floor)} ${row.unit}`,
    row.floor === null ? '' : (row.value / row.floor).toFixed(2),
    row.bar === null ? '' : describe(row.bar, row.unit),
    row.bar === null ? '' : keeps(row, row.bar) ? 'yes' : 'NO',
    row.note,
  ]);
  printLines(title, [header, ...lines]);
}

/** The first line is the header. */
export function printLines(title: string, lines: readonly (readonly string[])[]): void {
  const widths = lines[0]!.map((_title, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const [header, ...rest] = lines;
  const text = [header!, widths.map((width) => '-'.repeat(width)), ...rest]
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
    .join('\n');
  process.stdout.write(`\n${title}\n\n${text}\n`);
}

function describe({ atMost, atMostOfFloor, atLeastOfFloor }: Bar, unit: Row['unit']): string {
  const parts = [];
  if (atMost !== undefined) parts.push(`≤ ${atMost} ${unit}`);
  if (atMostOfFloor !== undefined) parts.push(`≤ ${atMostOfFloor} × floor`);
  if (atLeastOfFloor !== undefined) parts.push(`≥ ${atLeastOfFloor} × floor`);
  return parts.join(', ');
}

function keeps({ value, floor }: Row, { atMost = Infinity, atMostOfFloor = Infinity, atLeastOfFloor = 0 }: Bar): boolean {
  const ratio = floor === null ? 1 : value / floor;
  return value <= atMost && ratio <= atMostOfFloor && ratio >= atLeastOfFloor;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** `part` from 0 to 1. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)]!;
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
}
