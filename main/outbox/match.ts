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
}

/**
 * Pairs items with candidates. `items` are oldest first; `candidates` are messages not linked to any item yet. A candidate must be newer
 * than the item's anchor and carry its text (compared without markup noise: white space, entities); where our author at the service
 * is known it must be the author. Earlier items take earlier candidates.
 */
export function matchSent(items: SentItem[], candidates: Candidate[], ownAuthorId: string | null): { itemId: string; messageId: number }[] {
  const free = [...candidates].sort((a, b) => a.order - b.order || a.messageId - b.messageId);
  const pairs: { itemId: string; messageId: number }[] = [];
  for (const item of items) {
    const accepted = new Set([comparable(item.text), ...(item.renderedText === null ? [] : [comparable(item.renderedText)])]);
    const index = free.findIndex(
      (candidate) =>
        (item.anchorOrder === null || candidate.order > item.anchorOrder) &&
        (ownAuthorId === null || candidate.authorId === ownAuthorId) &&
        accepted.has(comparable(candidate.text)),
    );
    const found = free[index];
    if (!found) continue;
    free.splice(index, 1);
    pairs.push({ itemId: item.id, messageId: found.messageId });
  }
  return pairs;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** Rendering may escape entities, fold white space and strip simple emphasis: none of that makes it another message. */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/[*_~`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
