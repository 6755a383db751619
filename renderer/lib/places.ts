/** Parts of the window the keyboard can jump to, found by `data-place`. */
import { tick } from 'svelte';
import type { Search } from './state/search.svelte.ts';

export type Place = 'filter' | 'search' | 'list' | 'composer';

export function focusPlace(place: Place): boolean {
  const element = document.querySelector<HTMLElement>(`[data-place="${place}"]`);
  if (!element || element.offsetParent === null) return false;
  element.focus();
  return true;
}

/** Back to what was on screen before. */
export function leaveSearch(search: Search): void {
  search.close();
  void tick().then(() => focusPlace('composer') || focusPlace('list'));
}
