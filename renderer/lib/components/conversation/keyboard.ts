/** Moving the focus from message to message: the list is one stop of the Tab key, the arrow keys do the rest. */

const row = '[data-row^="message-"]';

function inSight(element: HTMLElement, scroller: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  return bottom > frame.top && bottom <= frame.bottom + 1 && top < frame.bottom;
}

/** The message before or after the one that has the focus; from the list itself, one that is in sight. */
function neighbour(scroller: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const rows = [...scroller.querySelectorAll<HTMLElement>(row)];
  const at = rows.findIndex((element) => element === document.activeElement);
  if (at !== -1) return rows[at + by];
  const visible = rows.filter((element) => inSight(element, scroller));
  return by === -1 ? (visible.at(-1) ?? rows.at(-1)) : (visible[0] ?? rows[0]);
}

/** Whether there was a message to go to. */
export function moveFocus(scroller: HTMLElement, by: 1 | -1): boolean {
  const next = neighbour(scroller, by);
  if (!next) return false;
  next.scrollIntoView({ block: 'nearest' });
  next.focus({ preventScroll: true });
  return true;
}

/** The key of the message row an event happened in. */
export function rowKeyOf(event: Event): string | undefined {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(row)?.dataset['row'] : undefined;
}

export function focusRow(scroller: HTMLElement, key: string): void {
  scroller.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus({ preventScroll: true });
}
