/** Every request of every page passes here: navigations are put to main first, addresses of the app's schemes are served by main. */
import { isStartPage, type Browser } from './browser.ts';
import { handlerFor, type SchemeHandler } from './protocol.ts';
import { allContents } from './running.ts';
import { fromChromium, policyToChromium, toChromium } from './urls.ts';
import type { HostWebContents } from './web-contents.ts';
import { setTimeout as delay } from 'node:timers/promises';

interface Paused {
  requestId: string;
  request: { url: string; method: string; headers: Record<string, string>; postDataEntries?: { bytes?: string }[] };
  frameId: string;
  resourceType: string;
  redirectedRequestId?: string;
}

const statusesWithoutBody = new Set([101, 204, 205, 304]);

export function serveRequests(browser: Browser): void {
  browser.pipe.on('Fetch.requestPaused', (paused: Paused) => {
    // The page that asked may be gone before the answer.
    route(browser, paused).catch(() => undefined);
  });
}

async function route(browser: Browser, paused: Paused): Promise<unknown> {
  const { requestId, request, frameId, resourceType } = paused;
  const fail = (errorReason: string) => browser.pipe.call('Fetch.failRequest', { requestId, errorReason });
  if (isStartPage(request.url)) return fulfill(browser, requestId, new Response('', { headers: { 'content-type': 'text/html' } }));
  if (browser.isStray(frameId)) return fail('Aborted');
  if (resourceType === 'Document' && !(await mayNavigate(paused))) return fail('Aborted');
  const handler = handlerFor(fromChromium(request.url));
  if (handler) return serve(browser, paused, handler);
  if (fromChromium(request.url) !== request.url) return fail('Failed');
  return browser.pipe.call('Fetch.continueRequest', { requestId });
}

/** A frame Chromium has not reported yet gets a moment: its report travels on another road. */
async function mayNavigate({ request, frameId, redirectedRequestId }: Paused): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const contents = contentsOf(frameId);
    if (contents) return contents.decideNavigation(frameId, request.url, redirectedRequestId !== undefined);
    await delay(10);
  }
  return false;
}

function contentsOf(frameId: string): HostWebContents | undefined {
  return allContents().find((contents) => contents.hasFrame(frameId));
}

async function serve(browser: Browser, { requestId, request }: Paused, handler: SchemeHandler): Promise<unknown> {
  try {
    const bytes = (request.postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
    const body = bytes.length > 0 ? { body: Buffer.concat(bytes) } : {};
    const response = await handler(new Request(fromChromium(request.url), { method: request.method, headers: request.headers, ...body }));
    if (response instanceof Response && response.type !== 'error') return await fulfill(browser, requestId, response);
  } catch (error) {
    console.error(`Error occurred in the protocol handler for '${fromChromium(request.url)}':`, error);
  }
  return browser.pipe.call('Fetch.failRequest', { requestId, errorReason: 'Failed' });
}

async function fulfill(browser: Browser, requestId: string, response: Response): Promise<unknown> {
  const body = statusesWithoutBody.has(response.status) ? '' : Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers]
    // The body is already decoded.
    .filter(([name]) => name !== 'content-encoding' && name !== 'content-length' && name !== 'transfer-encoding')
    .map(([name, value]) => ({ name, value: translateHeader(name, value) }));
  return browser.pipe.call('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
}

function translateHeader(name: string, value: string): string {
  if (name === 'location' || name === 'access-control-allow-origin') return toChromium(value);
  return name.startsWith('content-security-policy') ? policyToChromium(value) : value;
}
