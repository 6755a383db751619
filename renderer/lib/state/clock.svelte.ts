import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 20_000);
  return () => clearInterval(timer);
});

/** The present moment, for words like "Today": whoever reads it is drawn again three times a minute. */
export function now(): number {
  subscribe();
  return Date.now();
}
