/** Puts the whole window on the page, on top of a fake main. */
import '../../../renderer/styles/tokens.css';
import '../../../renderer/styles/base.css';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../../renderer/App.svelte';
import { Session } from '../../../renderer/lib/state/session.svelte.ts';
import type { FakeParley } from './fake-parley.ts';

export async function show(fake: FakeParley, size: [number, number] = [1280, 800]): Promise<Session> {
  await page.viewport(...size);
  window.parley = fake.api;
  const session = new Session();
  const { container } = await render(App, { session });
  // The page gives the application a full-height element; the test's container has to be one.
  document.documentElement.style.height = '100%';
  document.body.style.height = '100%';
  container.style.height = '100%';
  return session;
}
