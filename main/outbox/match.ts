/**
 * Which of the messages just read is a message we sent? Services of this kind answer a send without an id, so the store asks here, inside
 * the transaction that stores the page. Pure: facts in, pairs out.
 */

export interface SentItem {
  id: string;
  text: string;
  /** As the service rendered it, where the send's answer said so. */
  renderedText: string | null;
  state: 'sending' | 'sent' | 'unknown';
  /** Newest provider order known in the conversation when the first attempt began; null for an empty conversation. */
  anchorOrder: number | null;
}

export interface Candidate {
  messageId: number;
  authorId: string;
  text: string;
  order: number;
  /** It is by this account: the service says so, or its author is known to be us. */
  mine: boolean;
}

/**
 * Pairs items with candidates. `items` are oldest first; `candidates` are messages not linked to any item yet. A candidate must be newer
 * than the item's anchor and carry its text; where our author at the service is known it must be ours. Earlier items take earlier
 * candidates. All items look for their very words first: only what is left is compared without its markup.
 */
export function matchSent(items: SentItem[], candidates: Candidate[], ownAuthorId: string | null): { itemId: string; messageId: number }[] {
  const free = candidates
    .filter((candidate) => ownAuthorId === null || candidate.mine || candidate.authorId === ownAuthorId)
    .sort((a, b) => a.order - b.order || a.messageId - b.messageId);
  const taken = new Map<string, number>();
  for (const form of [words, bareWords]) {
    const open = items.filter((item) => !taken.has(item.id));
    const texts = open.length === 0 ? [] : free.map((candidate) => form(candidate.text));
    for (const item of open) {
      const accepted = [item.text, item.renderedText ?? item.text].map(form).filter((text) => text !== '');
      const index = free.findIndex(
        (candidate, place) => (item.anchorOrder === null || candidate.order > item.anchorOrder) && accepted.includes(texts[place] ?? ''),
      );
      const [found] = index < 0 ? [] : free.splice(index, 1);
      if (!found) continue;
      texts.splice(index, 1);
      taken.set(item.id, found.messageId);
    }
  }
  return items.flatMap(({ id }) => {
    const messageId = taken.get(id);
    return messageId === undefined ? [] : [{ itemId: id, messageId }];
  });
}

/** Whether a message that reads `shown` carries the words `written`, however the service rendered them. */
export function sameText(written: string, shown: string): boolean {
  return words(written) === words(shown);
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Rendering may escape signs, compose letters and fold white space: none of that makes it another message. */
function words(text: string): string {
  // Twice: a text may itself speak of an entity, and then be escaped.
  return decodeEntities(decodeEntities(text)).normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Rendering may also turn markup into tags, or drop it. */
function bareWords(text: string): string {
  return words(
    words(text)
      .replace(/<(?:br|p|div|li)\b[^<>]*>/gi, ' ')
      .replace(/<\/?[a-z][^<>]*>/gi, '')
      .replace(/[*_~`]/g, ''),
  );
}
