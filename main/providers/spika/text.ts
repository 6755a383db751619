/** What a message of Spika says, as text: Parley shows files by their names. */
import type { WireMessage } from './schemas.ts';

const kinds: Record<string, string> = { image: 'Image', video: 'Video', audio: 'Audio message', file: 'File' };

const notKept = '[Not available: sent before Parley signed in]';
const unknownKind = '[A message of a kind Parley does not know]';

export function textOf({ type, body }: Pick<WireMessage, 'type' | 'body'>): string {
  if (!body) return notKept;
  const words = body.text ?? '';
  const kind = kinds[type ?? ''];
  if (kind !== undefined) {
    const name = body.file?.fileName;
    const label = name ? `[${kind}: ${name}]` : `[${kind}]`;
    return words === '' ? label : `${label} ${words}`;
  }
  return words === '' && type !== 'text' && type !== 'system' ? unknownKind : words;
}
