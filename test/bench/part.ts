/** The process of `in-process.ts`. */
import { measureArrival } from './arrival.ts';
import { buildAndMeasure, tidyAndMeasure } from './build.ts';
import { buildCandidate, useCandidate } from './compare/measure.ts';
import { measureQueries } from './queries.ts';

const parts = { buildAndMeasure, tidyAndMeasure, measureQueries, measureArrival, buildCandidate, useCandidate };

export type PartName = keyof typeof parts;
export type PartArgument<Name extends PartName> = Parameters<(typeof parts)[Name]>;
export type PartValue<Name extends PartName> = Awaited<ReturnType<(typeof parts)[Name]>>;

const [name, argument] = process.argv.slice(2) as [PartName, string];
// Typed where it was asked for (in-process.ts).
const part = parts[name] as (...argument: unknown[]) => unknown;
const value = await part(...(JSON.parse(argument) as unknown[]));
process.send!(value, () => process.exit(0));
