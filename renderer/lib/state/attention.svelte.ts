import { createSubscriber } from 'svelte/reactivity';
import { on } from 'svelte/events';

const subscribe = createSubscriber((update) => {
  const ends = [on(window, 'focus', update), on(window, 'blur', update), on(document, 'visibilitychange', update)];
  return () => ends.forEach((end) => end());
});

/** Whether the user can be assumed to look at this window. */
export function windowHasAttention(): boolean {
  subscribe();
  return document.visibilityState === 'visible' && document.hasFocus();
}
