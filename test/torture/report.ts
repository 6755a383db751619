/** What came of a run, as text. */
import type { Outcome } from './garbage.ts';
import type { Kills } from './kills.ts';

export function garbageTable(outcomes: readonly Outcome[]): string {
  const header = [
    'damage',
    'what',
    'backup',
    'found',
    'messages',
    'told missing',
    'altered',
    'drafts',
    'unsent',
    'unaccounted',
    'ms',
    'sound',
  ];
  const rows = outcomes.map((outcome) => [
    outcome.damage,
    outcome.detail,
    outcome.backup ? 'yes' : '',
    outcome.found,
    `${outcome.messages} / ${outcome.of}`,
    outcome.told ? `${outcome.told.messages.exact ? '' : '≥ '}${outcome.told.messages.lost}` : '',
    String(outcome.altered),
    outcome.drafts,
    outcome.unsent,
    String(outcome.unaccounted),
    String(Math.round(outcome.milliseconds)),
    outcome.complaints.length === 0 ? 'yes' : outcome.complaints.join('; '),
  ]);
  return table([header, ...rows]);
}

export function killLines({ kills, promises, problems }: Kills): string {
  const lines = Object.entries(kills).map(([work, count]) => `${count} kills during ${work}`);
  const promised = Object.entries(promises).map(([word, count]) => `${count} × ${word}`);
  return [
    ...lines,
    `acknowledged and found again: ${promised.join(', ')}`,
    ...problems,
    problems.length === 0 ? 'nothing was lost' : '',
  ].join('\n');
}

function table([header, ...rows]: string[][]): string {
  const widths = header!.map((_title, column) => Math.max(...[header!, ...rows].map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(header!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
