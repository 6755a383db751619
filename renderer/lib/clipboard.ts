import type { Notices } from './state/notices.svelte.ts';

/** Puts a text on the clipboard and says so. */
export async function copy(text: string, notices: Notices): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.toast('done', 'Copied.');
  } catch {
    notices.toast('failed', 'The system did not let Parley use the clipboard. Select the text and copy it yourself.');
  }
}
