/** Why the network below HTTP failed: the cause, and what to do, by the system's codes. */
import type { Certificate } from './network.ts';
import { quote } from '../providers/quote.ts';

/** A step's failure: `message` is the cause, `fix` what to do; both are sentences for the user. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly fix: string;
  constructor(cause: string, fix: string) {
    super(cause);
    this.fix = fix;
  }
}

/** A server that has not answered by then is not going to, ms. */
export const longestWait = 10_000;
/** The reason a step's own time limit ends it with. */
export const tooLate = Object.assign(new Error('too late'), { code: 'ETIMEDOUT' });

interface Kind {
  codes: RegExp;
  cause: (host: string) => string;
  fix: string;
}

/** The first match counts. */
const kinds: Kind[] = [
  {
    codes: /^(ENOTFOUND|ENODATA|EAI_NONAME)$/,
    cause: (host) => `No server is known by the name “${host}”.`,
    fix: 'Correct the server address. If other addresses cannot be found either, check this computer’s internet connection.',
  },
  {
    codes: /^EAI_/,
    cause: (host) => `The name “${host}” could not be looked up right now.`,
    fix: 'Check this computer’s internet connection, then try again.',
  },
  {
    codes: /^ECONNREFUSED$/,
    cause: (host) => `“${host}” refused the connection: nothing answers there.`,
    fix: 'Correct the server address and its port. If they are right, the server is not running.',
  },
  {
    codes: /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/,
    cause: (host) => `This computer has no way to “${host}”.`,
    fix: 'Connect this computer to the internet, or to the company network or VPN the server is in.',
  },
  {
    codes: /^ETIMEDOUT$/,
    cause: (host) => `“${host}” did not answer within ${longestWait / 1000} seconds.`,
    fix: 'Correct the server address. If it is right, a firewall may be in between, or the server is down.',
  },
  {
    codes: /^(EPROTO$|ERR_SSL_)/,
    cause: (host) => `“${host}” does not speak https at this port.`,
    fix: 'Correct the port in the server address, or ask whoever runs the server to switch https on.',
  },
  {
    codes: /^(ECONNRESET|EPIPE|ECONNABORTED)$/,
    cause: (host) => `“${host}” hung up.`,
    fix: 'Correct the server address and its port. If they are right, something in between cuts connections off: a firewall or a proxy.',
  },
];

/** The trouble behind a system error; an AggregateError stands for the first of the addresses that were tried. */
export function networkTrouble(error: unknown, host: string): Trouble {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = typeof first === 'object' && first !== null && 'code' in first ? String(first.code) : '';
  const kind = kinds.find(({ codes }) => codes.test(code));
  if (!kind) return new Trouble(`The connection to “${host}” failed.`, 'Check the server address and this computer’s internet connection.');
  return new Trouble(kind.cause(host), kind.fix);
}

/** The trouble with a certificate that is not accepted. */
export function certificateTrouble(certificate: Certificate, host: string, now: number): Trouble {
  const { validFrom, validUntil, names, issuer, fits } = certificate;
  if (now > validUntil) {
    const fix = 'Ask whoever runs the server to renew it. If today’s date is wrong on this computer, set it right.';
    return new Trouble(`The certificate of “${host}” ran out on ${day(validUntil)}.`, fix);
  }
  if (now < validFrom) {
    const fix = 'Check the date of this computer. If it is right, ask whoever runs the server.';
    return new Trouble(`The certificate of “${host}” is only valid from ${day(validFrom)}.`, fix);
  }
  if (!fits) {
    const fix = 'Use the name the certificate is made for, or ask whoever runs the server for one that fits.';
    return new Trouble(`The certificate of “${host}” is made for another name:${quote(names.join(', '), []) || ' none'}.`, fix);
  }
  const fix =
    'If a company proxy, a virus scanner or a server of your own is in between, have its certificate authority installed on this computer.';
  return new Trouble(`This computer does not trust who issued the certificate of “${host}”:${quote(issuer, []) || ' nobody'}.`, fix);
}

/** A date, for people. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(time);
}
