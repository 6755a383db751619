import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curlOf, redactCall, type PlainCall } from '../../../main/calls/redact-call.ts';
import { createRedactor } from '../../../main/log/redact.ts';

const get: PlainCall = { method: 'GET', url: 'https://service.test/rooms', headers: [], body: null };

function shown(call: Partial<PlainCall>, ...secrets: string[]) {
  const redactor = createRedactor('…');
  secrets.forEach(redactor.hide);
  return redactCall({ ...get, ...call }, redactor);
}

describe('what stands where secrets do', () => {
  test.each([
    ['authorization', 'Bearer abc'],
    ['x-api-key', 'abc'],
    ['accesstoken', 'abc'],
    ['cookie', 'a=b'],
    ['x-session', 'abc'],
  ])('in the header %s is not shown', (name, value) => {
    expect(shown({ headers: [[name, value]] }).headers).toEqual([[name, '…']]);
  });

  test('in an address is not shown, whatever else is', () => {
    const url = 'https://ana:pw@service.test:8443/api/rooms/5?page=2&api_token=abc&room=Caf%C3%A9+Rouge&sessionid=1#code=9';
    expect(shown({ url }).url).toBe('https://…@service.test:8443/api/rooms/5?page=2&api_token=…&room=Caf%C3%A9+Rouge&sessionid=…#…');
  });

  test('in a form is not shown', () => {
    const body = 'type=login&username=ana&pass=pw&code=123456&sessionid=x&key=&channel=a+b';
    expect(shown({ body }).body).toBe('type=login&username=ana&pass=…&code=…&sessionid=…&key=&channel=a+b');
  });

  test('in JSON is not shown, however deep', () => {
    const body = JSON.stringify({ text: 'hello', list: [{ 'auth-code': 123, token: { value: 'x' } }], secret: null });
    expect(shown({ body }).body).toBe('{"text":"hello","list":[{"auth-code":"…","token":"…"}],"secret":null}');
  });

  test('the rest is shown as it is', () => {
    const call = { method: 'POST', headers: [['content-type', 'application/json']] as [string, string][], body: 'plain text, 100% sure' };
    expect(shown(call)).toEqual({ ...get, ...call });
  });
});

describe('a known secret', () => {
  test('that was put into an address as it is does not show in parts', () => {
    const url = new URL('https://service.test/a/he"re/is/a"secret?x=1').href;
    expect(url).not.toContain('he"re/is/a"secret');
    expect(shown({ url }, 'he"re/is/a"secret').url).toBe('https://service.test/…');
  });

  test('that begins like another leaves nothing of the longer one', () => {
    expect(shown({ body: 'say abcdefGHI twice: abcdef' }, 'abcdef', 'abcdefGHI').body).toBe('say … twice: …');
  });
});

describe('as a command line', () => {
  test('a read is its address and headers', () => {
    expect(curlOf(shown({ headers: [['accept', '*/*']] }))).toBe("curl 'https://service.test/rooms' -H 'accept: */*'");
  });

  test('quotation marks survive a shell', () => {
    const call = curlOf(shown({ method: 'POST', body: "it's" }));
    expect(call).toBe(`curl -X POST 'https://service.test/rooms' --data-raw 'it'\\''s'`);
  });
});

test('no secret of six characters or more is ever shown, wherever and however it was written', () => {
  const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  const secret = fc.array(visible, { minLength: 6, maxLength: 40 }).map((characters) => characters.join(''));
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const spelling = fc.constantFrom<(text: string) => string>(
    (text) => text,
    encodeURIComponent,
    (text) => new URLSearchParams({ a: text }).toString().slice(2),
    (text) => JSON.stringify(text).slice(1, -1),
    base64,
    (text) => base64(`u:${text}`),
    (text) => base64(`user:${text}:more`),
    (text) => Buffer.from(`x${text}y`).toString('base64url'),
  );
  const around = fc.string({ maxLength: 10 });
  const place = fc.constantFrom<(text: string) => Partial<PlainCall>>(
    (text) => ({ url: `https://service.test/chats/${text}/users` }),
    (text) => ({ url: new URL(`https://service.test/find?page=1&name=${text}&last=2`).href }),
    (text) => ({ url: new URL(`https://service.test/${text}`).href }),
    (text) => ({ url: `https://service.test/?${text}=1` }),
    (text) => ({ url: `https://${text}@service.test/` }),
    (text) => ({ url: `https://service.test/#${text}` }),
    (text) => ({ headers: [['x-anything', text]] }),
    (text) => ({ headers: [[text, 'x']] }),
    (text) => ({ method: 'POST', body: text }),
    (text) => ({ method: 'POST', body: `type=chat&message=${text}` }),
    (text) => ({ method: 'POST', body: JSON.stringify({ text, [text]: [text] }) }),
    (text) => ({ method: 'POST', body: new URLSearchParams({ message: text }).toString() }),
  );
  fc.assert(
    fc.property(secret, fc.option(secret), spelling, place, around, (one, other, spell, put, text) => {
      const written = put(spell(one));
      const withText = written.body ? { ...written, body: `${text}${written.body}` } : written;
      for (const call of [written, withText]) {
        const redacted = shown(call, one, ...(other === null ? [] : [other]));
        const all = [redacted.url, ...redacted.headers.flat(), redacted.body ?? '', redacted.method, curlOf(redacted)];
        for (const field of all) {
          // The service's own name and what stands around are no secrets, even if one happens to be spelt like them.
          if (curlOf(shown(put(''))).includes(one)) continue;
          expect(field).not.toContain(one);
          expect(field).not.toContain(encodeURIComponent(one));
          expect(field).not.toContain(base64(one).slice(0, Math.floor((one.length * 8) / 6)));
        }
      }
    }),
    { numRuns: 1500 },
  );
});
