/** How Parley reaches the services: Chromium's own network stack, with the system's proxy and certificates. */
import { net, session } from 'electron';

/**
 * The fetch of one account. Chromium by itself repeats a request, sends included, when a connection it had used before is reset ahead of
 * the answer (`HttpNetworkTransaction::ShouldResendRequest`). A send must never be repeated unseen, so each one gets a connection that
 * nothing has used: a session of the account's own for sends, whose connections are closed before the next. The sends of an account go
 * one at a time, so none is cut off by that.
 */
export function accountFetch(accountId: string): typeof fetch {
  return async (input, init) => {
    if ((init?.method ?? 'GET') === 'GET') return net.fetch(input as string, init);
    const sends = session.fromPartition(`sends-${accountId}`, { cache: false });
    await sends.closeAllConnections();
    return sends.fetch(input as string, init);
  };
}

/** The proxy the system has between here and a URL, in Chromium's words: "DIRECT", or "PROXY host:port; DIRECT" and the like. */
export function resolveProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url);
}
