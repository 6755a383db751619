import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../main/providers/address.ts';
import { Rejected } from '../../../main/providers/errors.ts';

const endpoint = '/api/chat/v1/messages';

describe('server address', () => {
  test.each([
    ['https://api.8x8.com/chat', 'https://api.8x8.com/chat'],
    ['  https://api.8x8.com/chat//  ', 'https://api.8x8.com/chat'],
    ['api.8x8.com/chat', 'https://api.8x8.com/chat'],
    ['HTTPS://API.8x8.com', 'https://api.8x8.com'],
    ['https://api.8x8.com/chat/api/chat/v1/messages/?pageSize=10#top', 'https://api.8x8.com/chat'],
    ['https://gateway.example:8443', 'https://gateway.example:8443'],
    ['http://127.0.0.1:4000/chat', 'http://127.0.0.1:4000/chat'],
    ['localhost:4000', 'http://localhost:4000'],
    ['http://dev.localhost/', 'http://dev.localhost'],
    ['http://[::1]:4000/chat/', 'http://[::1]:4000/chat'],
  ])('%s', (typed, base) => {
    expect(parseAddress(typed, endpoint)).toMatchObject({ base, host: new URL(base).host, encrypted: base.startsWith('https') });
  });

  test.each([
    ['', 'is not a server address'],
    ['https://', 'is not a server address'],
    ['two words', 'is not a server address'],
    ['ftp://api.8x8.com', 'begins with https://'],
    ['file:///etc/passwd', 'is not a server address'],
    ['https://user:password@api.8x8.com', 'Leave user name and password out'],
    ['https://api.8x8.com/chat?key=1', '“?” or “#”'],
    ['https://api.8x8.com/chat#part', '“?” or “#”'],
    ['http://api.8x8.com/chat', 'Use https:// instead'],
    ['http://127.0.0.1.example.com', 'Use https:// instead'],
    ['http://localhost.example.com', 'Use https:// instead'],
  ])('refuses “%s”', (typed, words) => {
    const parse = () => parseAddress(typed, endpoint);
    expect(parse).toThrow(Rejected);
    expect(parse).toThrow(words);
  });
});
