/** The names a search can be narrowed by, as far as the window has them already. */
import type { KnownNames } from '../../state/search-suggestions.ts';
import type { Session } from '../../state/session.svelte.ts';

export function knownNames({ inbox, accounts, labels, open, search }: Session): KnownNames {
  const found = search.results?.hits.map(({ message }) => message.authorName) ?? [];
  const here = open?.messages.map(({ authorName }) => authorName).reverse() ?? [];
  const latest = inbox.all.map(({ lastMessage }) => lastMessage?.author ?? '');
  return {
    authors: [...found, ...here, ...latest],
    conversations: inbox.all.map(({ title }) => title),
    accounts: accounts.list.map(({ name }) => name),
    services: accounts.list.map(({ kind }) => accounts.provider(kind)?.name ?? kind),
    labels: labels.list.map(({ name }) => name),
  };
}
