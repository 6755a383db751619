/** What `npm run bench` is asked for. */
import { parseArgs } from 'node:util';
import { sizes, type SizeName } from './corpus.ts';

export const rowGroups = ['ingest', 'queries', 'arrival', 'start', 'program'] as const;
export type RowGroup = (typeof rowGroups)[number];

export interface Options {
  sizes: SizeName[];
  groups: readonly RowGroup[];
  compare: boolean;
}

const usage = `npm run bench -- [--size ${Object.keys(sizes).join('|')}] [--only ${rowGroups.join('|')}] [--compare]`;

/** Null, after saying how, when it was asked wrongly. */
export function readOptions(words: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        size: { type: 'string', multiple: true },
        only: { type: 'string', multiple: true },
        compare: { type: 'boolean', default: false },
      },
    });
    return {
      sizes: chosen(values.size, Object.keys(sizes) as SizeName[]),
      groups: chosen(values.only, rowGroups),
      compare: values.compare,
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`);
    return null;
  }
}

function chosen<Value extends string>(given: string[] | undefined, all: readonly Value[]): Value[] {
  const unknown = given?.find((value) => !all.includes(value as Value));
  if (unknown !== undefined) throw new Error(`“${unknown}” is none of ${all.join(', ')}.`);
  return all.filter((value) => given?.includes(value) ?? true);
}
