/** Who may call: the top frame of our own page, and nothing else. */
import { appOrigin } from '../shell/app-files.ts';

/** The part of Electron's WebFrameMain that tells. */
interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

export function isOurPage(frame: Frame | null): boolean {
  if (!frame || frame.parent !== null) return false;
  try {
    const { protocol, host } = new URL(frame.url);
    return `${protocol}//${host}` === appOrigin;
  } catch {
    return false;
  }
}
