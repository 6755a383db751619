/** What `app://parley/…` answers: the built renderer and nothing else, with the content security policy as a header. */
import { readFile } from 'node:fs/promises';
import { extname, normalize, resolve, sep } from 'node:path';

export const scheme = 'app';
const host = 'parley';
export const appOrigin = `${scheme}://${host}`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Nothing from elsewhere, nothing inline, no network at all: the renderer reaches the world through the preload only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers one request; `folder` is the built renderer. */
export async function answer(folder: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  const plain = (status: number, text: string) => new Response(text, { status, headers: { ...headers, 'content-type': 'text/plain' } });
  if (request.method !== 'GET') return plain(405, 'Only GET');
  const url = new URL(request.url);
  const file = url.host === host ? fileFor(folder, url.pathname) : null;
  const type = file && contentTypes[extname(file)];
  if (!file || !type) return plain(404, 'Not found');
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: { ...headers, 'content-type': type } });
  } catch {
    return plain(404, 'Not found');
  }
}

/** The file below `folder`, or null when the path, decoded or not, leads out of it. */
function fileFor(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = resolve(folder);
  const file = normalize(root + sep + (decoded === '/' ? 'index.html' : decoded));
  return file.startsWith(root + sep) ? file : null;
}
