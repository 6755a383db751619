/** Motion that explains where things come from and go to; none for people who asked for none. */
import { prefersReducedMotion } from 'svelte/motion';
import { cubicOut } from 'svelte/easing';

export function calm(duration = 180): { duration: number; easing: (t: number) => number } {
  return { duration: prefersReducedMotion.current ? 0 : duration, easing: cubicOut };
}
