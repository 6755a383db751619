/** A query as it applies to what is there: titles, names and labels have become the conversations they mean. */
import type { Condition, Query } from './parse.ts';
import type { Span } from './dates.ts';
import type { Account, Conversation, Surroundings } from './surroundings.ts';
import { hasTerm, termOf, type Term } from './term.ts';

export type Requirement =
  /** In the text or in the author's name; in the author's name alone. `names`: all such names. */
  | { kind: 'words' | 'author'; term: Term; names: ReadonlySet<string> }
  | { kind: 'conversations'; ids: ReadonlySet<number> }
  | { kind: 'sent'; span: Span }
  | { kind: 'flag'; flag: 'mine' | 'unread' | 'saved' | 'edited' | 'failed' }
  | { kind: 'link' }
  /** What we are called, by conversation. A mention is such a name as a phrase, in a message of somebody else. */
  | { kind: 'mention'; names: ReadonlyMap<number, readonly Term[]> };

export interface BoundCondition {
  requirement: Requirement;
  negated: boolean;
}

/** Those that cost least to ask of a message come first. */
const costs: Record<Requirement['kind'], number> = { flag: 0, conversations: 0, sent: 0, link: 1, author: 2, mention: 3, words: 3 };

export function bindQuery({ conditions }: Query, surroundings: Surroundings): BoundCondition[] {
  const bound = conditions.map((condition) => simplify(bind(condition, surroundings), surroundings));
  return bound.sort((a, b) => costs[a.requirement.kind] - costs[b.requirement.kind]);
}

function bind({ requirement, negated }: Condition, surroundings: Surroundings): BoundCondition {
  const where = (test: (conversation: Conversation) => boolean) => {
    const ids = new Set<number>();
    for (const [id, conversation] of surroundings.conversations) if (test(conversation)) ids.add(id);
    return { negated, requirement: { kind: 'conversations', ids } } as const;
  };
  const whereAccount = (test: (account: Account) => boolean) => {
    const ids = new Set([...surroundings.accounts].filter(([, account]) => test(account)).map(([id]) => id));
    return where(({ accountId }) => ids.has(accountId));
  };
  switch (requirement.kind) {
    case 'words':
    case 'from': {
      const { kind, term } = requirement;
      const names = surroundings.authorNames.holding(term);
      return { negated, requirement: { kind: kind === 'from' ? 'author' : kind, term, names } };
    }
    case 'sent':
      return { negated, requirement };
    case 'in':
      return { negated, requirement: { kind: 'conversations', ids: surroundings.titles.holding(requirement.term) } };
    case 'label':
      return where(({ labels }) => labels.some((label) => hasTerm(requirement.term, label)));
    case 'account':
      return whereAccount(({ name }) => hasTerm(requirement.term, name));
    case 'service':
      return whereAccount(({ services }) => services.some((name) => hasTerm(requirement.term, name)));
    case 'has':
      return { negated, requirement: requirement.value === 'link' ? { kind: 'link' } : { kind: 'flag', flag: 'edited' } };
    case 'is':
      if (requirement.value === 'pinned') return where(({ pinned }) => pinned);
      if (requirement.value === 'mention') return { negated, requirement: { kind: 'mention', names: ownNames(surroundings) } };
      return { negated, requirement: { kind: 'flag', flag: requirement.value === 'sent' ? 'mine' : requirement.value } };
  }
}

/** In these conversations: not in the others, should those be fewer. Not before: from then on. */
function simplify(condition: BoundCondition, surroundings: Surroundings): BoundCondition {
  const { requirement, negated } = condition;
  if (requirement.kind === 'conversations') {
    const { conversations } = surroundings;
    if (requirement.ids.size <= conversations.size / 2) return condition;
    const others = [...conversations.keys()].filter((id) => !requirement.ids.has(id));
    return { negated: !negated, requirement: { kind: 'conversations', ids: new Set(others) } };
  }
  if (!negated || requirement.kind !== 'sent') return condition;
  const { from, to } = requirement.span;
  const everBefore = Number.NEGATIVE_INFINITY;
  const everAfter = Number.POSITIVE_INFINITY;
  if (from === everBefore) return { negated: false, requirement: { kind: 'sent', span: { from: to, to: everAfter } } };
  if (to === everAfter) return { negated: false, requirement: { kind: 'sent', span: { from: everBefore, to: from } } };
  return condition;
}

function ownNames({ conversations, accounts }: Surroundings): Map<number, Term[]> {
  const terms = new Map(
    [...accounts].map(([id, account]) => [id, account.ownNames.map((name) => termOf(name, 'whole')).filter((term) => term !== null)]),
  );
  return new Map([...conversations].map(([id, { accountId }]) => [id, terms.get(accountId) ?? []]));
}
