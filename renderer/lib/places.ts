/** Parts of the window the keyboard can jump to, found by `data-place`. */
export type Place = 'filter' | 'list' | 'composer';

export function focusPlace(place: Place): boolean {
  const element = document.querySelector<HTMLElement>(`[data-place="${place}"]`);
  if (!element || element.offsetParent === null) return false;
  element.focus();
  return true;
}
