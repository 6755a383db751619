/** KeyAuth's own words. It says no with 200; the texts an application's maker may change are in `texts.ts`. */
import type { ServiceReplies } from '../faults.ts';
import { json, type Reply } from '../reply.ts';

const headers = { 'access-control-allow-origin': '*', signature: 'No encryption key supplied' };

export const yes = (message: string, more: Record<string, unknown> = {}): Reply =>
  json(200, { success: true, message, ...more, nonce: 'n0nceN0nceN0nceN0nceN0nceN0nceN0' }, headers);
export const no = (message: string): Reply => json(200, { success: false, message }, headers);

export const invalidApplication: Reply = { status: 200, headers: { 'content-type': 'application/json' }, body: 'KeyAuth_Invalid' };
export const crash = (message: string): Reply => json(500, { success: false, message: `Error: ${message}` });
export const noSuchSession = no('Session not found. If you get this frequently, ask the developer to use the latest example code');
export const tooMany = no('This application has sent too many requests. Try again in a minute.');

export const rateLimited = (status: number): Reply =>
  json(status, { status: false, message: "You've been rate limited, you're sending too many requests" });

export const replies: ServiceReplies = {
  invalidKey: invalidApplication,
  forbidden: no("You've been blacklisted from our application"),
  notFound: no('Chat channel not found'),
  serverError: crash('SQLSTATE[HY000]: General error'),
  rateLimit: rateLimited,
};
