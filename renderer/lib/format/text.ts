/** Text of other people made safe to draw: nothing invisible stays hidden, nothing reorders what stands around it. */

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Characters that turn the direction of the text after them: names and file endings can lie with these. */
const overrides = /[\u202a-\u202e\u2066-\u2069]/g;

function codePoint(character: string): string {
  return `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Control characters and direction overrides are shown as their code point. Line ends become one kind. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(controls, codePoint)
    .replace(/[\u202d\u202e]/g, codePoint);
}

/** A stretch of a text that is to stand on one line with what is around it: no tricks. */
export function flatText(text: string): string {
  return text.replace(controls, ' ').replace(overrides, '').replace(/\s+/g, ' ');
}

/** For names, titles and previews: one line, no tricks. */
export function singleLine(text: string, limit = 300): string {
  return flatText(text.slice(0, limit)).trim();
}

/** Which way a line runs, by its first letter: for boxes that hold more than the text itself. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(letter)
    ? 'rtl'
    : 'ltr';
}

/** A few emoji and nothing else: drawn larger. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 60 && /^(?:\p{RGI_Emoji}\s*){1,6}$/v.test(text.trim());
}

/** Where a long text may be cut without tearing a line, a word or a character; the text's length if it is short enough. */
export function foldAt(text: string, characters = 1200, lines = 24): number {
  let end = text.length > characters * 1.5 ? characters : text.length;
  let position = -1;
  for (let line = 0; line < lines; line += 1) {
    position = text.indexOf('\n', position + 1);
    if (position === -1) break;
  }
  if (position !== -1 && position < end && text.length - position > 200) return position;
  if (end === text.length) return end;
  const line = text.lastIndexOf('\n', end);
  if (line > end - 200) return line;
  const gap = text.slice(end - 80, end).search(/\s\S*$/);
  if (gap !== -1) end = end - 80 + gap;
  // Never between the halves of a surrogate pair.
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return end;
}
