/** A real TLS server on this computer with one of the test-only certificates, and a fetch that trusts one of them. */
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export type CertificateName = 'valid' | 'expired' | 'other-name';

const file = (name: string) => readFileSync(new URL(`../../support/certificates/${name}`, import.meta.url), 'utf8');
export const certificate = (name: CertificateName) => file(`${name}.pem`);

/** Answers every request with an empty list. Ends with the test. */
export async function startTlsServer(name: CertificateName): Promise<{ url: string; requests: { key: string | undefined }[] }> {
  const requests: { key: string | undefined }[] = [];
  const server = createServer({ key: file(`${name}.key`), cert: certificate(name) }, (incoming, response) => {
    requests.push({ key: incoming.headers['x-api-key'] as string | undefined });
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/chat`, requests };
}

/** As a system that trusts this certificate would fetch; GET only. */
export function fetchTrusting(name: CertificateName): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const headers = Object.fromEntries(new Headers(init?.headers));
      const options = { ca: certificate(name), agent: false as const, headers, ...(init?.signal ? { signal: init.signal } : {}) };
      request(String(input), options, (answer) => {
        text(answer).then((body) => resolve(new Response(body, { status: answer.statusCode! })), reject);
      })
        .on('error', reject)
        .end();
    });
}
