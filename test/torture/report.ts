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

/** One row for each kind of damage, without a backup and with one. */
export function summaryTable(outcomes: readonly Outcome[]): string {
  const header = ['damage', 'backup', 'times', 'noticed', 'messages kept', 'least', 'drafts', 'unsent', 'gone without a word', 'altered'];
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.damage}|${outcome.backup}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  const rows = [...groups.values()].map((group) => {
    const sum = (number: (outcome: Outcome) => number) => group.reduce((total, outcome) => total + number(outcome), 0);
    const part = (text: (outcome: Outcome) => string) =>
      [0, 1].map((n) => sum((outcome) => Number(text(outcome).split('/')[n]))).join(' / ');
    const share = (kept: number, of: number) => `${((100 * kept) / of).toFixed(2)} %`;
    return [
      group[0]!.damage,
      group[0]!.backup ? 'yes' : '',
      String(group.length),
      noticed(group),
      share(
        sum(({ messages }) => messages),
        sum(({ of }) => of),
      ),
      share(Math.min(...group.map(({ messages, of }) => messages / of)), 1),
      part(({ drafts }) => drafts),
      part(({ unsent }) => unsent),
      String(sum(({ unaccounted }) => unaccounted)),
      String(sum(({ altered }) => altered)),
    ];
  });
  return table([header, ...rows]);
}

function noticed(group: readonly Outcome[]): string {
  const words = { 'at the start': 'start', 'by the check': 'check', 'in the index': 'check of the index', never: 'nothing wrong' };
  const counts = Object.entries(words).map(([found, word]) => ({ word, count: group.filter((outcome) => outcome.found === found).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${word} ${count}`)
    .join(', ');
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
