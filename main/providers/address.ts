/** The server address a user typed, made into a base for requests, or refused with a sentence. */
import { Rejected } from './errors.ts';

export interface ServerAddress {
  /** Scheme, host and path, without a slash at the end. */
  base: string;
  host: string;
  /** False for plain http: on this computer, or elsewhere because the user insists. */
  encrypted: boolean;
  onThisComputer: boolean;
}

/**
 * Accepts a missing scheme, slashes at the end, and the service's whole documented endpoint pasted from a page (`endpoint`, the path
 * after the base). `plainHttp` is the user's word, given after a warning, that the key may travel unencrypted. Throws
 * `Rejected('invalid')` for everything a request could not safely be built on.
 */
export function parseAddress(text: string, endpoint: string, plainHttp = false): ServerAddress {
  const typed = text.trim();
  const url = URL.parse(hasScheme(typed) ? typed : `https://${typed}`);
  if (!url || url.hostname === '' || /\s/.test(typed))
    throw refusal(`“${shorten(typed)}” is not a server address. It should look like https://api.example.com.`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refusal('A server address begins with https://.');
  if (url.username !== '' || url.password !== '')
    throw refusal('Leave user name and password out of the server address: only the key is needed.');
  const onThisComputer = isLoopback(url.hostname);
  if (!hasScheme(typed) && onThisComputer) url.protocol = 'http:';
  if (url.protocol === 'http:' && !onThisComputer && !plainHttp) {
    throw refusal(`With http:// the key would travel to “${url.host}” for anyone to read. Use https:// instead.`);
  }
  const path = url.pathname.replace(/\/+$/, '');
  const isEndpoint = path.endsWith(endpoint);
  if (!isEndpoint && (url.search !== '' || url.hash !== ''))
    throw refusal('The server address may not hold a “?” or “#” part. Leave it out.');
  return {
    base: `${url.protocol}//${url.host}${isEndpoint ? path.slice(0, -endpoint.length) : path}`,
    host: url.host,
    encrypted: url.protocol === 'https:',
    onThisComputer,
  };
}

/** The account setting that holds the user's word that plain http will do. */
export const plainHttpSetting = 'plainHttp';

/** The address of an account: its `address` field, and whether plain http was agreed to. */
export function accountAddress(values: Readonly<Record<string, string>>, defaultAddress: string, endpoint: string): ServerAddress {
  return parseAddress(values['address'] || defaultAddress, endpoint, values[plainHttpSetting] === 'yes');
}

const hasScheme = (text: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(text);

/** RFC 6761 reserves `localhost` and everything below it for this computer. */
function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname) || /^(.+\.)?localhost$/.test(hostname);
}

const refusal = (sentence: string) => new Rejected(sentence, 'invalid');
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
