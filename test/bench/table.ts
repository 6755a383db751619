/** One measured row beside its floor from the same run, and how it is printed. */
export interface Row {
  name: string;
  /** What was measured, in the row's unit. */
  value: number;
  /** The least it could be: the same work without Parley. Null where a bound stands in its place. */
  floor: number | null;
  unit: 'ms' | 'MB' | 'kB' | 'messages/s';
  note: string;
}

export function print(rows: Row[]): void {
  const header = ['row', 'measured', 'floor', 'ratio', 'what it is'];
  const lines = rows.map((row) => [
    row.name,
    `${format(row.value)} ${row.unit}`,
    row.floor === null ? '' : `${format(row.floor)} ${row.unit}`,
    row.floor === null ? '' : (row.value / row.floor).toFixed(2),
    row.note,
  ]);
  const widths = header.map((_title, column) => Math.max(...[header, ...lines].map((line) => line[column]!.length)));
  const text = [header, widths.map((width) => '-'.repeat(width)), ...lines]
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
    .join('\n');
  process.stdout.write(`${text}\n`);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
