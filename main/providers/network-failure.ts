/**
 * Why no answer came, in plain words. Reads both dialects: Node (`cause.code`, system call names, undici's own codes) and Chromium
 * (`net::ERR_…` in the message, https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h).
 */
import { Unreachable, type Delivery } from './errors.ts';

interface Kind {
  pattern: RegExp;
  sentence: (host: string) => string;
  /** What a failure of this kind says about a request that would have changed something. */
  delivered: Delivery;
}

const cut = (host: string) => `The connection to “${host}” was cut before its answer was complete.`;

/** The first match counts, so the particular stands before the general. */
const kinds: Kind[] = [
  {
    pattern: /^(ENOTFOUND|EAI_\w+|ERR_NAME_\w+|ERR_DNS_\w+|ERR_ICANN_NAME_COLLISION)$/,
    sentence: (host) => `The server “${host}” could not be found. Check the address and this computer’s internet connection.`,
    delivered: 'no',
  },
  {
    pattern: /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/,
    sentence: (host) => `“${host}” refused the connection: nothing answers at that address and port.`,
    delivered: 'no',
  },
  {
    pattern: /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_\w+)$/,
    sentence: (host) => `This computer has no way to “${host}” right now: it seems to be offline.`,
    delivered: 'no',
  },
  {
    pattern: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_CERT_DATE_INVALID)$/,
    sentence: (host) =>
      `The certificate of “${host}” is not valid today. Check this computer’s date; if it is right, the server’s certificate has run out.`,
    delivered: 'no',
  },
  {
    pattern: /^(ERR_TLS_CERT_ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID)$/,
    sentence: (host) => `The certificate shown by “${host}” belongs to another name. Check the address; nothing was sent to it.`,
    delivered: 'no',
  },
  {
    pattern: /CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$/,
    sentence: (host) =>
      `This computer does not trust the certificate of “${host}”. If a company proxy or virus scanner is in between, install its certificate.`,
    delivered: 'no',
  },
  {
    pattern:
      /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|VERSION_OR_CIPHER_MISMATCH|PROTOCOL_ERROR|PACKET_LENGTH_TOO_LONG)|TLS_HANDSHAKE)$|HANDSHAKE/,
    sentence: (host) => `No secure connection to “${host}” could be made. Check the address, and that the server speaks https there.`,
    delivered: 'no',
  },
  {
    pattern: /PROXY|TUNNEL|SOCKS/,
    sentence: (host) => `The proxy set on this computer did not let the connection to “${host}” through.`,
    delivered: 'no',
  },
  {
    pattern: /^(UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT|ETIMEDOUT)$/,
    sentence: (host) => `“${host}” did not accept a connection in time.`,
    delivered: 'no',
  },
  {
    pattern: /TIMEDOUT|TIMED_OUT|TIMEOUT/,
    sentence: (host) => `“${host}” did not answer in time.`,
    delivered: 'maybe',
  },
  {
    pattern: /^(ERR_BLOCKED_BY_\w+|ERR_NETWORK_ACCESS_DENIED)$/,
    sentence: (host) => `Connections to “${host}” are blocked on this computer.`,
    delivered: 'no',
  },
  {
    pattern: /^(ERR_UNSAFE_PORT|BAD_PORT)$/,
    sentence: (host) => `The port in “${host}” is kept for something other than the web. Check the address.`,
    delivered: 'no',
  },
  {
    pattern:
      /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED|HPE_\w+|ERR_(CONNECTION|SOCKET|NETWORK|HTTP2|QUIC|SSL)_\w+|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH|ERR_INVALID_\w+|ERR_RESPONSE_\w+)$/,
    sentence: cut,
    delivered: 'cut',
  },
];

/** `changes` is true for a request that is not a mere read: then it matters how far it got. */
export function networkFailure(error: unknown, host: string, changes: boolean): Unreachable {
  const { codes, underWay } = factsOf(error);
  const kind = kinds.find(({ pattern }) => codes.some((code) => pattern.test(code)));
  if (!kind) return new Unreachable(`The connection to “${host}” failed.`, changes ? 'maybe' : 'no');
  // A socket that failed while reading or writing was connected, whatever the code: the request may have left.
  const delivered = underWay && kind.delivered === 'no' ? 'maybe' : kind.delivered;
  return new Unreachable(kind.sentence(host), changes ? delivered : 'no');
}

/** Whether Electron's or undici's fetch refused because the server redirected. */
export function isRedirectFailure(error: unknown): boolean {
  return chainOf(error).some(({ message }) => typeof message === 'string' && /redirect/i.test(message));
}

function factsOf(error: unknown): { codes: string[]; underWay: boolean } {
  const codes: string[] = [];
  let underWay = false;
  for (const { code, message, syscall } of chainOf(error)) {
    const text = typeof message === 'string' ? message : '';
    const chromium = /net::(ERR_\w+)/.exec(text)?.[1];
    if (chromium) codes.push(chromium);
    // Node reports a server that hangs up during the handshake with the code of any other reset.
    if (/before secure TLS connection/.test(text)) codes.push('TLS_HANDSHAKE');
    if (/bad port/.test(text)) codes.push('BAD_PORT');
    if (typeof code === 'string') codes.push(code);
    if (syscall === 'read' || syscall === 'write') underWay = true;
  }
  return { codes, underWay };
}

/** The error, its causes, and what an AggregateError of several addresses holds; at most a handful, cycles included. */
function chainOf(error: unknown): Record<string, unknown>[] {
  const chain: Record<string, unknown>[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && chain.length < 6) {
    const facts = next as Record<string, unknown>;
    chain.push(facts);
    next = facts['cause'] ?? (Array.isArray(facts['errors']) ? facts['errors'][0] : null);
  }
  return chain;
}
