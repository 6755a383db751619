/** The steps of the way to a server: its name, a connection, its encryption, and the proxy in between. */
import { isIP } from 'node:net';
import type { Clock } from '../clock.ts';
import type { ServerAddress } from '../providers/address.ts';
import { quote } from '../providers/quote.ts';
import type { Network } from './network.ts';
import type { Skipped, Step } from './run-steps.ts';
import { certificateTrouble, day, longestWait, networkTrouble, tooLate } from './troubles.ts';

export interface WayParts {
  address(): ServerAddress;
  /** The form field that holds the address. */
  field: string | undefined;
  network: Network;
  /** In Chromium's words: "DIRECT", or "PROXY host:port; DIRECT" and the like. */
  resolveProxy(url: string): Promise<string>;
  /** What the account's calls go through: asked without any credential. */
  fetch: typeof fetch;
  clock: Clock;
  signal: AbortSignal;
}

export function stepsOfTheWay({ address, field, network, resolveProxy, fetch, clock, signal }: WayParts): Step[] {
  /** Set once the direct way turned out to be closed although there is a proxy. */
  let throughProxyOnly: Skipped | null = null;

  const server = () => {
    const { hostname, port, host } = new URL(address().base);
    return { name: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (address().encrypted ? 443 : 80), host };
  };

  async function proxy(): Promise<string | null> {
    const [first = ''] = (await resolveProxy(address().base)).split(';');
    const [kind, where = ''] = first.trim().split(/\s+/);
    return kind === 'DIRECT' || where === '' ? null : where;
  }

  async function inTime<Value>(job: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const limit = new AbortController();
    const cancel = clock.after(longestWait, () => limit.abort(tooLate));
    try {
      return await job(AbortSignal.any([signal, limit.signal]));
    } catch (error) {
      throw networkTrouble(error, server().host);
    } finally {
      cancel();
    }
  }

  /** What fails without the proxy says nothing about calls that go through it. */
  async function directly(job: () => Promise<string | Skipped>): Promise<string | Skipped> {
    const between = await proxy();
    if (throughProxyOnly) return throughProxyOnly;
    try {
      return await job();
    } catch (error) {
      if (between === null || signal.aborted) throw error;
      throughProxyOnly = { skipped: `Not possible directly: the connection goes through the proxy “${between}”.` };
      return throughProxyOnly;
    }
  }

  /** Chromium asks the operating system whom to trust, Node does not: where Node doubts, an answer to the account's own fetch decides. */
  async function trustedBySystem(): Promise<boolean> {
    const answer = await inTime((ending) => fetch(address().base, { redirect: 'manual', credentials: 'omit', signal: ending })).catch(
      () => null,
    );
    await answer?.body?.cancel();
    return answer !== null;
  }

  return [
    {
      name: 'Address',
      field,
      async run() {
        const { base, encrypted, onThisComputer } = address();
        if (encrypted) return base;
        return onThisComputer
          ? `${base} is not encrypted, which is fine as it never leaves this computer.`
          : `${base} is not encrypted. You agreed to that.`;
      },
    },
    {
      name: 'Name',
      field,
      run: () =>
        directly(async () => {
          const { name } = server();
          if (isIP(name) !== 0) return { skipped: `“${name}” needs no look-up: it is an address itself.` };
          const [first, ...others] = await inTime((ending) => network.lookup(name, ending));
          return `“${name}” is at ${first}${others.length > 0 ? ` and ${others.length} more` : ''}.`;
        }),
    },
    {
      name: 'Connection',
      field,
      run: () =>
        directly(async () => {
          const { name, port } = server();
          await inTime((ending) => network.connect(name, port, ending));
          return `“${name}” accepts connections at port ${port}.`;
        }),
    },
    {
      name: 'Encryption',
      field,
      async run() {
        if (!address().encrypted) return { skipped: 'Not encrypted, as the address begins with http://.' };
        return directly(async () => {
          const { name, port, host } = server();
          const certificate = await inTime((ending) => network.handshake(name, port, ending));
          const { accepted, issuer, validUntil } = certificate;
          if (!accepted && !(await trustedBySystem())) throw certificateTrouble(certificate, host, clock.now());
          return `The certificate is issued by${quote(issuer, []) || ' somebody unnamed'} and valid until ${day(validUntil)}.`;
        });
      },
    },
    {
      name: 'Proxy',
      async run() {
        const between = await proxy();
        return between === null ? 'No proxy in between.' : `Calls go through the proxy “${between}”.`;
      },
    },
  ];
}
