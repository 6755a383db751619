/** The keyboard in a list that is one stop of the Tab key: which row a key leads to, and how a row gets the focus. */

interface Place {
  current: number;
  count: number;
  /** How many rows are in view. */
  visible: number;
}

/** The row a key leads to, which may lie beyond the ends; null for any other key. */
export function rowAfter({ key }: KeyboardEvent, { current, count, visible }: Place): number | null {
  const page = Math.max(1, Math.floor(visible) - 1);
  const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page };
  const step = steps[key];
  if (step !== undefined) return current + step;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** A row far away comes into being only once it was scrolled to, and takes the focus only once it was measured: for some frames it is tried. */
export async function focusOnceThere(find: () => HTMLElement | null | undefined, stillWanted: () => boolean): Promise<void> {
  for (let frame = 0; frame < 10 && stillWanted(); frame += 1) {
    const row = find();
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) return;
    await new Promise(requestAnimationFrame);
  }
}
