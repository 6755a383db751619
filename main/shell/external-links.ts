/** The one door to the outside: every link the user follows leaves through here. */
import { shell } from 'electron';
import { Problem } from '../problem.ts';
import { safeExternalUrl } from './safe-url.ts';

export async function openExternalLink(text: string): Promise<void> {
  const url = safeExternalUrl(text);
  if (url === null) throw new Problem('invalid-argument', 'Parley opens web and mail links only, and this is neither.');
  await shell.openExternal(url);
}
