/**
 * The network below HTTP, as far as a connection check looks at it: a name, a connection, a handshake. No byte of any account is sent
 * here. Everything ends with its signal.
 */
import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect as connectSecurely } from 'node:tls';

export interface Certificate {
  /** Who signed it, by its own word; may be empty. */
  issuer: string;
  /** The names it is made for. */
  names: string[];
  /** Ms UTC. */
  validFrom: number;
  validUntil: number;
  /** It is made for this host. */
  fits: boolean;
  /** Node accepts it: it fits, is valid today, and comes from somebody Node trusts. */
  accepted: boolean;
}

/** Each rejects with the system's own error, whose `code` says why, or with the signal's reason. */
export interface Network {
  /** The addresses of a host. */
  lookup(host: string, signal: AbortSignal): Promise<string[]>;
  /** Resolves once a connection stood. */
  connect(host: string, port: number, signal: AbortSignal): Promise<void>;
  /** Resolves once a TLS handshake was made, whatever the certificate is worth. */
  handshake(host: string, port: number, signal: AbortSignal): Promise<Certificate>;
}

/** `authorities` are certificates to trust in place of the ones Node brings, for tests. */
export function createNetwork(authorities?: string[]): Network {
  return {
    async lookup(host, signal) {
      const found = await untilAborted(lookup(host, { all: true }), signal);
      return found.map(({ address }) => address);
    },

    async connect(host, port, signal) {
      const socket = connect({ host, port });
      await opening(socket, 'connect', signal);
    },

    handshake(host, port, signal) {
      const socket = connectSecurely({
        host,
        port,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(authorities ? { ca: authorities } : {}),
        // A certificate that is refused is looked at all the same; nothing is ever sent over this socket.
        rejectUnauthorized: false,
      });
      return opening(socket, 'secureConnect', signal, () => {
        const shown = socket.getPeerCertificate();
        const { issuer, subjectaltname = '', valid_from, valid_to } = shown;
        return {
          issuer: [issuer?.O ?? issuer?.CN ?? ''].flat().join(', '),
          names: subjectaltname.split(', ').map((name) => name.replace(/^[^:]*:/, '')),
          validFrom: Date.parse(valid_from),
          validUntil: Date.parse(valid_to),
          fits: checkServerIdentity(host, shown) === undefined,
          accepted: socket.authorized,
        };
      });
    },
  };
}

/** Waits for the socket to open, and closes it in every case. */
async function opening<Value>(socket: Duplex, event: string, signal: AbortSignal, look?: () => Value): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  socket.once(event, () => resolve(look?.() as Value));
  socket.once('error', reject);
  socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  try {
    return await untilAborted(promise, signal);
  } finally {
    socket.on('error', () => {});
    socket.destroy();
  }
}

/** A look-up cannot be taken back, so it is left to itself. */
async function untilAborted<Value>(job: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([job, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
