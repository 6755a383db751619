/** Text as Markdown that shows exactly that text: nothing in it is taken for markup, in CommonMark or in GitHub's dialect of it. */

/** What means something anywhere in a line (`$` is mathematics in the dialect). */
const anywhere = /[\\`*_[\]<>&~|$]/g;
/** What means something at the beginning of one. A number is escaped by the mark after it. */
const mark = /^[#+=-]/;
const numbered = /^(\d+)(?=[.)])/;
/** The dialect makes links of these by itself, with the backslashes in them. */
const address = /\b(?:https?|ftp)(?=:\/\/)|\bwww(?=\.)/gi;

const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** One line, without its end. */
export function markdownLine(text: string): string {
  const words = text.toWellFormed().replace(unfit, '\ufffd');
  const blanks = /^[ \t]*/.exec(words)![0];
  const escaped = words.slice(blanks.length).replace(anywhere, '\\$&').replace(address, '$&\\');
  // Four blanks would begin a block of code, and blanks at the end are dropped.
  return (visible(blanks) + escaped.replace(mark, '\\$&').replace(numbered, '$1\\')).replace(/[ \t]+$/, visible);
}

/** As a quotation: each line of its own, empty ones too. */
export function markdownQuote(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => markdownLine(line) || '&nbsp;');
  return lines.map((line) => `> ${line}`).join('\\\n');
}

function visible(blanks: string): string {
  return blanks.replaceAll('\t', '    ').replaceAll(' ', '&nbsp;');
}
