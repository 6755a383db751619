/** One page of a b-tree: what it points to and the cells on it (sqlite.org/fileformat2.html#b_tree_pages). */
import type { Pages } from './pages.ts';
import { readRecord, readVarint, type Value } from './record.ts';

/** Rows of an ordinary table are in its `table` leaves. Index entries, and rows of a table without row ids, are in `index` pages of both kinds. */
export interface TreePage {
  tree: 'table' | 'index';
  leaf: boolean;
  /** Pages below this one. */
  children: number[];
  rows: Row[];
  /** Cells that could not be read. */
  broken: number;
}

export interface Row {
  /** Only in a table with row ids. */
  rowId: number | null;
  values: Value[];
}

const kinds: Record<number, Pick<TreePage, 'tree' | 'leaf'>> = {
  0x02: { tree: 'index', leaf: false },
  0x05: { tree: 'table', leaf: false },
  0x0a: { tree: 'index', leaf: true },
  0x0d: { tree: 'table', leaf: true },
};

/** Null for a page that is not one of a b-tree. */
export function readTreePage(pages: Pages, number: number): TreePage | null {
  const bytes = pages.read(number);
  // Page 1 begins with the header of the file.
  const start = number === 1 ? 100 : 0;
  const kind = bytes && kinds[bytes[start] ?? 0];
  if (!kind) return null;
  const cellCount = bytes.readUInt16BE(start + 3);
  const pointers = start + (kind.leaf ? 8 : 12);
  if (pointers + cellCount * 2 > pages.usable) return null;

  const page: TreePage = { ...kind, children: [], rows: [], broken: 0 };
  let lastRowId = -Infinity;
  for (let index = 0; index < cellCount; index += 1) {
    let at = bytes.readUInt16BE(pointers + index * 2);
    if (!kind.leaf) {
      if (at + 4 > pages.usable) page.broken += 1;
      else page.children.push(bytes.readUInt32BE(at));
      at += 4;
    }
    if (kind.tree === 'table' && !kind.leaf) continue;
    const row = readCell(pages, bytes, at, kind.tree);
    // Row ids ascend: a cell that breaks the order is not what was written there.
    if (!row || (row.rowId ?? Infinity) <= lastRowId) page.broken += 1;
    else page.rows.push(row);
    lastRowId = row?.rowId ?? lastRowId;
  }
  if (!kind.leaf) page.children.push(bytes.readUInt32BE(start + 8));
  return page;
}

function readCell(pages: Pages, bytes: Buffer, at: number, tree: TreePage['tree']): Row | null {
  const length = readVarint(bytes, at);
  if (!length) return null;
  const rowId = tree === 'table' ? readVarint(bytes, length.next) : null;
  if (tree === 'table' && !rowId) return null;
  const payload = readPayload(pages, bytes, (rowId ?? length).next, length.value, tree);
  const values = payload && readRecord(payload);
  return values && { rowId: rowId?.value ?? null, values };
}

/** What of a payload is on the page itself; the rest is in a chain of overflow pages. */
function localLength(length: number, tree: TreePage['tree'], usable: number): number {
  const most = tree === 'table' ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function readPayload(pages: Pages, bytes: Buffer, at: number, length: number, tree: TreePage['tree']): Buffer | null {
  const { usable } = pages;
  const local = localLength(length, tree, usable);
  // No payload is longer than all pages together.
  if (at + local > usable || length > pages.count * usable) return null;
  if (local === length) return bytes.subarray(at, at + length);
  if (at + local + 4 > usable) return null;
  const parts = [bytes.subarray(at, at + local)];
  let missing = length - local;
  let next = bytes.readUInt32BE(at + local);
  while (missing > 0) {
    const overflow = pages.read(next);
    if (!overflow) return null;
    parts.push(overflow.subarray(4, 4 + Math.min(missing, usable - 4)));
    missing -= usable - 4;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
