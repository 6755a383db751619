/** Names for files and folders that Windows, macOS and Linux all take, and that stay apart where upper and lower case are the same. */

/** In UTF-8; file systems take 255, and a path on Windows has to hold the folder as well. */
const mostBytes = 80;
/** Devices on Windows, whatever follows their name. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])$/i;
// What a file system forbids, what cannot be seen, and what turns the direction of a name around.

const unfit = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name without its extension; never empty. */
export function safeName(title: string, fallback: string): string {
  const bare = title.toWellFormed().normalize('NFC').replace(unfit, ' ').replace(/\s+/g, ' ');
  const name = trimmed(shortened(trimmed(bare)));
  if (name === '') return fallback;
  return reserved.test(name.split('.')[0]!.trim()) ? `_${name}` : name;
}

/** Hands out names that nothing else in the same folder has, counting on where it must: “Team”, “team (2)”. */
export function createNames(): (title: string, fallback: string) => string {
  const taken = new Set<string>();
  return (title, fallback) => {
    const name = safeName(title, fallback);
    let candidate = name;
    for (let number = 2; taken.has(folded(candidate)); number += 1) candidate = `${name} (${number})`;
    taken.add(folded(candidate));
    return candidate;
  };
}

/** Windows drops dots and blanks at the end; a dot at the beginning hides a file elsewhere. */
function trimmed(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/g, '');
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  let short = '';
  let bytes = 0;
  for (const { segment } of characters.segment(name)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > mostBytes) break;
    short += segment;
  }
  return short;
}

/** As a file system compares that knows no case: upper first, for letters like “ß”. */
function folded(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFC');
}
