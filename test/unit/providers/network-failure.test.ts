import { describe, expect, test } from 'vitest';
import { isRedirectFailure, networkFailure } from '../../../main/providers/network-failure.ts';

const node = (code: string, more: object = {}) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code, ...more }) });
const chromium = (code: string) => new Error(`net::${code}`);

describe('network failures', () => {
  test.each([
    [node('ENOTFOUND'), 'could not be found', 'no'],
    [node('EAI_AGAIN'), 'could not be found', 'no'],
    [chromium('ERR_NAME_NOT_RESOLVED'), 'could not be found', 'no'],
    [node('ECONNREFUSED'), 'refused the connection', 'no'],
    [chromium('ERR_CONNECTION_REFUSED'), 'refused the connection', 'no'],
    [
      new TypeError('fetch failed', { cause: new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })]) }),
      'refused',
      'no',
    ],
    [chromium('ERR_INTERNET_DISCONNECTED'), 'seems to be offline', 'no'],
    [node('ENETUNREACH'), 'seems to be offline', 'no'],
    [node('EHOSTUNREACH', { syscall: 'read' }), 'seems to be offline', 'maybe'],
    [node('CERT_HAS_EXPIRED'), 'not valid today', 'no'],
    [chromium('ERR_CERT_DATE_INVALID'), 'not valid today', 'no'],
    [node('ERR_TLS_CERT_ALTNAME_INVALID'), 'belongs to another name', 'no'],
    [chromium('ERR_CERT_COMMON_NAME_INVALID'), 'belongs to another name', 'no'],
    [node('SELF_SIGNED_CERT_IN_CHAIN'), 'does not trust the certificate', 'no'],
    [node('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'does not trust the certificate', 'no'],
    [chromium('ERR_CERT_AUTHORITY_INVALID'), 'does not trust the certificate', 'no'],
    [node('EPROTO'), 'No secure connection', 'no'],
    [chromium('ERR_SSL_PROTOCOL_ERROR'), 'No secure connection', 'no'],
    [chromium('ERR_PROXY_CONNECTION_FAILED'), 'The proxy', 'no'],
    [chromium('ERR_TUNNEL_CONNECTION_FAILED'), 'The proxy', 'no'],
    [node('UND_ERR_CONNECT_TIMEOUT'), 'did not accept a connection in time', 'no'],
    [chromium('ERR_CONNECTION_TIMED_OUT'), 'did not accept a connection in time', 'no'],
    [node('ETIMEDOUT', { syscall: 'read' }), 'in time', 'maybe'],
    [node('UND_ERR_HEADERS_TIMEOUT'), 'did not answer in time', 'maybe'],
    [chromium('ERR_TIMED_OUT'), 'did not answer in time', 'maybe'],
    [node('ECONNRESET'), 'was cut', 'cut'],
    [node('UND_ERR_SOCKET'), 'was cut', 'cut'],
    [chromium('ERR_CONNECTION_RESET'), 'was cut', 'cut'],
    [chromium('ERR_CONNECTION_CLOSED'), 'was cut', 'cut'],
    [chromium('ERR_EMPTY_RESPONSE'), 'was cut', 'cut'],
    [chromium('ERR_NETWORK_CHANGED'), 'was cut', 'cut'],
    [chromium('ERR_BLOCKED_BY_CLIENT'), 'blocked on this computer', 'no'],
    [chromium('ERR_UNSAFE_PORT'), 'kept for something other', 'no'],
    [new TypeError('fetch failed', { cause: new Error('bad port') }), 'kept for something other', 'no'],
    [chromium('ERR_SOMETHING_NEW'), 'failed', 'maybe'],
    ['not even an error', 'failed', 'maybe'],
  ])('%s', (error, words, delivered) => {
    const failure = networkFailure(error, 'api.8x8.com', true);
    expect(failure.message).toContain(words);
    expect(failure.message).toContain('“api.8x8.com”');
    expect(failure.delivered).toBe(delivered);
    expect(networkFailure(error, 'api.8x8.com', false).delivered).toBe('no');
  });

  test('a hang-up during the TLS handshake comes before the request', () => {
    const cause = Object.assign(new Error('Client network socket disconnected before secure TLS connection was established'), {
      code: 'ECONNRESET',
    });
    expect(networkFailure(new TypeError('fetch failed', { cause }), 'a', true).delivered).toBe('no');
  });

  test('an error that is its own cause ends', () => {
    const error = new Error('round and round');
    error.cause = error;
    expect(networkFailure(error, 'a', true).message).toContain('failed');
  });

  test('redirects are told from other failures in both dialects', () => {
    expect(isRedirectFailure(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }))).toBe(true);
    expect(isRedirectFailure(new Error("Attempted to redirect, but redirect policy was 'error'"))).toBe(true);
    expect(isRedirectFailure(chromium('ERR_FAILED'))).toBe(false);
  });
});
