/** A page that needs nothing but itself: no script, no request, and a policy that would refuse both. */
import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --text: light-dark(#1b1f24, #e6e8eb); --quiet: light-dark(#5b6470, #9aa3ad); --line: light-dark(#e1e4e8, #30363d);
  --page: light-dark(#ffffff, #16191d); --own: light-dark(#f2f6fc, #1d2530); --accent: light-dark(#1f5fbf, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 46rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); font-size: .95rem; font-weight: 600; color: var(--quiet); }
p { margin: 0; }
a { color: var(--accent); }
.facts, .quiet, time, small, summary { color: var(--quiet); font-size: .85rem; }
article { padding: .5rem .75rem; border-radius: .5rem; break-inside: avoid; }
article + article { margin-top: .125rem; }
article.own { background: var(--own); }
header { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; }
header b { font-weight: 600; }
.text { white-space: pre-wrap; }
.deleted .text { text-decoration: line-through; color: var(--quiet); }
.system, .missing { padding: .5rem .75rem; color: var(--quiet); font-size: .9rem; text-align: center; text-wrap: balance; }
.missing { border: 1px dashed var(--line); border-radius: .5rem; margin-block: .5rem; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); color: var(--quiet); font-size: .9rem; white-space: pre-wrap; }
details { margin-top: .25rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
footer { margin-top: 3rem; }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; font-size: 10.5pt; } h2 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } }
`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// What HTML forbids, and what a parser would change: a carriage return alone becomes a line feed.

const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Text for any place between tags or between quotation marks. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unfit, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Everything up to the content; `title` is plain text. */
export function pageStart(title: string): string {
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
    `<title>${escaped(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n`,
  ].join('');
}

export const pageEnd = '</body>\n</html>\n';
