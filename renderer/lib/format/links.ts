/** Splits text into words, links and blocks of code. Only http, https and mailto become links. */
export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string } | { kind: 'code'; text: string };

const candidate = /\b(?:https?:\/\/|mailto:)[^\s<>"\u0000-\u001f\u007f]+/giu;
const fence = /```[^\S\n]*[\w+-]*\n([\s\S]*?)\n?```/g;

/** A sentence's own punctuation is not part of the address, nor is a bracket the address did not open. */
function trimEnd(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const body = address.slice(0, end);
    if (/[.,;:!?'’”»…*_~。，、；：！？）」』】]/u.test(last)) end -= 1;
    else if (last === ')' && count(body, ')') > count(body, '(')) end -= 1;
    else if (last === ']' && count(body, ']') > count(body, '[')) end -= 1;
    else break;
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function isAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'mailto:' ? url.pathname.includes('@') : url.hostname !== '';
}

function linkPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const address = match[0].length > 4096 ? match[0] : trimEnd(match[0]);
    if (address.length > 2048 || !isAddress(address)) continue;
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'link', text: address, url: address });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(fence)) {
    found.push(...linkPieces(text.slice(from, match.index).replace(/\n$/, '')));
    found.push({ kind: 'code', text: match[1] ?? '' });
    from = match.index + match[0].length;
    // The line end after a block belongs to the block.
    if (text.charAt(from) === '\n') from += 1;
  }
  found.push(...linkPieces(text.slice(from)));
  return found;
}
