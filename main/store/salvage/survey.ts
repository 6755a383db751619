/** Which page belongs to which table or index, and whether all of it is there. */
import type { Pages } from './pages.ts';
import type { Roots } from './roots.ts';
import { fits, type Shape } from './shape.ts';
import { readTreePage, type TreePage } from './tree-page.ts';

export interface Extent {
  /** Pages with rows. */
  pages: number[];
  /** Every row of it can be read. */
  whole: boolean;
}

/** By name of table or index. */
export type Survey = Map<string, Extent>;

export interface Source {
  pages: Pages;
  extents: Survey;
}

export function survey(pages: Pages, shapes: readonly Shape[], roots: Roots): Survey {
  const extents: Survey = new Map(shapes.map(({ name }) => [name, { pages: [], whole: roots.has(name) && pages.logIsWhole }]));
  const taken = new Set<number>();
  for (const shape of shapes) {
    const root = roots.get(shape.name);
    if (root !== undefined) walk(pages, root, shape, extents.get(shape.name)!, taken);
  }
  const incomplete = shapes.filter(({ name }) => !extents.get(name)!.whole);
  if (incomplete.length > 0) takeStrays(pages, incomplete, extents, taken);
  return extents;
}

function walk(pages: Pages, root: number, shape: Shape, extent: Extent, taken: Set<number>): void {
  const ahead = [root];
  for (let number = ahead.pop(); number !== undefined; number = ahead.pop()) {
    const page = taken.has(number) ? null : readTreePage(pages, number);
    if (!page || !belongs(page, shape)) {
      extent.whole = false;
      continue;
    }
    taken.add(number);
    if (page.broken > 0 || page.rows.some((row) => !fits(shape, row))) extent.whole = false;
    if (page.rows.length > 0) extent.pages.push(number);
    ahead.push(...page.children.reverse());
  }
}

/** A page of other rows was reached by a broken way: it may be found by the right one. */
function belongs(page: TreePage, shape: Shape): boolean {
  return page.tree === shape.tree && (page.rows.length === 0 || page.rows.some((row) => fits(shape, row)));
}

/** Pages to which no way leads any more belong where all their rows fit, if that is one place only. A page set free holds nothing. */
function takeStrays(pages: Pages, incomplete: readonly Shape[], extents: Survey, taken: ReadonlySet<number>): void {
  for (let number = 2; number <= pages.count; number += 1) {
    const page = taken.has(number) ? null : readTreePage(pages, number);
    if (!page || page.rows.length === 0) continue;
    const owners = incomplete.filter((shape) => page.tree === shape.tree && page.rows.every((row) => fits(shape, row)));
    if (owners.length === 1) extents.get(owners[0]!.name)!.pages.push(number);
  }
}
