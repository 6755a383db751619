/** A call as it may be shown: without secrets, whether they are known or only stand where secrets do. */
import type { Redactor } from '../log/redact.ts';

export interface PlainCall {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: string | null;
}

export const mark = '…';

/** Names of headers and fields that hold secrets at one service or another. */
const tellingName = /auth|pass|key|code|token|session|secret|cookie|telephone/i;

export function redactCall({ method, url, headers, body }: PlainCall, redactor: Redactor): PlainCall {
  return {
    method: redactor.clean(method),
    url: redactor.clean(redactUrl(url, redactor)),
    headers: headers.map(([name, value]) => [redactor.clean(name), tellingName.test(name) ? mark : redactor.clean(value)]),
    body: body === null ? null : redactor.clean(redactBody(body, redactor)),
  };
}

/** The same call for a POSIX shell, on one line. */
export function curlOf({ method, url, headers, body }: PlainCall): string {
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(url)];
  for (const [name, value] of headers) parts.push('-H', quoted(`${name}: ${value}`));
  if (body !== null) parts.push('--data-raw', quoted(body));
  return parts.join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function redactUrl(url: string, redactor: Redactor): string {
  const [, base = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  const withoutLogin = base.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, `$1${mark}@`);
  const path = withoutLogin.split('/').map((part) => (isSafe(part, redactor) ? part : mark));
  const shown = path.join('/') + (query === undefined ? '' : `?${redactPairs(query, redactor)}`) + (fragment ? `#${mark}` : '');
  // A secret that was not encoded may have been taken apart above.
  return isSafe(shown, redactor) ? shown : path.slice(0, 3).join('/') + `/${mark}`;
}

function redactBody(body: string, redactor: Redactor): string {
  try {
    return JSON.stringify(redactValue(JSON.parse(body), redactor));
  } catch {
    return /^[^\s=&]+=[^\s]*$/.test(body) ? redactPairs(body, redactor) : body;
  }
}

/** `a=1&b=2`, of a query or a form. */
function redactPairs(text: string, redactor: Redactor): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      if (!isSafe(name, redactor)) return mark;
      const value = rest.join('=');
      const hidden = value !== '' && (tellingName.test(decode(name)) || !isSafe(value, redactor));
      return hidden ? `${name}=${mark}` : pair;
    })
    .join('&');
}

function redactValue(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.clean(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactor.clean(name),
      tellingName.test(name) && item !== null ? mark : redactValue(item, redactor),
    ]),
  );
}

/** Whether no secret is in it, neither as it stands nor decoded; in a form, `+` is a space. */
function isSafe(text: string, redactor: Redactor): boolean {
  return [text, decode(text), decode(text.replaceAll('+', ' '))].every((spelling) => redactor.clean(spelling) === spelling);
}

/** Text with a lone `%` is what it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
