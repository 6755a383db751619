/** Spika's own words: JSON from its routes, plain text from its sign-in layer, web pages from Express and from a proxy in front. */
import type { ServiceReplies } from '../faults.ts';
import { html, json, type Reply } from '../reply.ts';

export const success = (data: unknown): Reply => json(200, { status: 'success', data });
export const error = (status: number, message: string): Reply => json(status, { status: 'error', message });
export const plain = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: text,
});

export const noToken = plain(401, 'No access token');
export const invalidToken = plain(401, 'Invalid access token');
export const expiredToken = plain(401, 'Expired access token');
/** Express's own page. */
export const noRoute = (method: string, path: string): Reply => html(404, `Cannot ${method} ${path}`);
export const tooLarge = html(413, 'PayloadTooLargeError: request entity too large');

export const replies: ServiceReplies = {
  invalidKey: invalidToken,
  forbidden: error(403, 'Room is deleted'),
  notFound: error(404, 'Not found'),
  serverError: error(500, 'Server error PrismaClientInitializationError: Can’t reach database server'),
  rateLimit: (status) => html(status, '429 Too Many Requests'),
  tooLarge,
  unprocessable: error(422, 'Unprocessable'),
};
