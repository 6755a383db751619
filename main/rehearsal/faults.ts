/**
 * Everything that goes wrong between a desktop and a chat service, to be switched on at will. What a service says in its own words comes
 * from that service; the rest is the same for all.
 */
import { empty, html, json, type Call, type Outcome, type Reply } from './reply.ts';

export interface Fault {
  id: string;
  label: string;
  detail: string;
  /** Milliseconds before the service acts on the request, and between acting and answering. */
  delayBefore?: number;
  delayAfter?: number;
  /** The answer in place of acting. */
  instead?: (call: Call) => Outcome;
  /** What becomes of the answer after acting. */
  change?: (reply: Reply, call: Call) => Outcome;
}

/** A service's own answers. */
export interface ServiceReplies {
  invalidKey: Reply;
  forbidden: Reply;
  notFound: Reply;
  serverError: Reply;
  rateLimit: (status: number) => Reply;
}

export function createFaults(service: ServiceReplies): Fault[] {
  return [...network, ...refusals(service), ...content];
}

const network: Fault[] = [
  { id: 'slow', label: 'Slow answers', detail: 'Every answer takes two seconds.', delayAfter: 2000 },
  {
    id: 'silent',
    label: 'No answer',
    detail: 'Requests are taken but never answered, so Parley runs into its time-out.',
    instead: () => 'silence',
  },
  {
    id: 'silent-after-acting',
    label: 'No answer, but it acts',
    detail: 'The service does what it was asked and never says so.',
    change: () => 'silence',
  },
  {
    id: 'dropped-before-acting',
    label: 'Dropped before acting',
    detail: 'The connection breaks before the service does anything.',
    instead: () => 'drop',
  },
  {
    id: 'dropped-after-acting',
    label: 'Dropped after acting',
    detail: 'The service does what it was asked, then the connection breaks.',
    change: () => 'drop',
  },
  {
    id: 'cut-answer',
    label: 'Cut in the middle',
    detail: 'The connection breaks halfway through the answer.',
    change: (reply) => ({ ...reply, cutAt: 0.5 }),
  },
];

function refusals(service: ServiceReplies): Fault[] {
  return [
    { id: 'invalid-key', label: 'Key refused (401)', detail: 'The key is no longer accepted.', instead: () => service.invalidKey },
    { id: 'forbidden', label: 'Not allowed (403)', detail: 'The service does not allow what was asked.', instead: () => service.forbidden },
    {
      id: 'not-found',
      label: 'Not found (404)',
      detail: 'The service knows nothing of what was asked for.',
      instead: () => service.notFound,
    },
    { id: 'server-error', label: 'Server error (500)', detail: 'The service fails and says so.', instead: () => service.serverError },
    {
      id: 'bad-gateway',
      label: 'Bad gateway (502)',
      detail: 'Something in front of the service answers with a web page.',
      instead: () => html(502, '502 Bad Gateway'),
    },
    {
      id: 'rate-limit',
      label: 'Rate limit (429)',
      detail: 'Too many requests, as the service reports it today.',
      instead: () => service.rateLimit(429),
    },
    {
      id: 'rate-limit-500',
      label: 'Rate limit (500)',
      detail: 'Too many requests, as gateways of the older kind report it.',
      instead: () => service.rateLimit(500),
    },
    {
      id: 'rate-limit-wait',
      label: 'Rate limit with a time',
      detail: 'Too many requests, and word to come back in seven seconds.',
      instead: () => ({ ...service.rateLimit(429), headers: { 'content-type': 'application/json', 'retry-after': '7' } }),
    },
  ];
}

const content: Fault[] = [
  {
    id: 'truncated',
    label: 'Half an answer',
    detail: 'The JSON ends in the middle, and the connection closes as if that were all.',
    change: (reply) => ({ ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) }),
  },
  {
    id: 'web-page',
    label: 'A web page instead',
    detail: 'A sign-in page answers with 200, as in a hotel.',
    instead: () => html(200, 'Welcome to the guest network'),
  },
  { id: 'empty', label: 'Empty answer (200)', detail: 'Success without any content.', change: () => empty(200) },
  {
    id: 'created',
    label: 'Created (201)',
    detail: 'Sending is answered with 201 and nothing else.',
    change: (reply, call) => (call.method === 'POST' ? empty(201) : reply),
  },
  {
    id: 'enormous',
    label: 'Enormous answer',
    detail: 'The answer has ten megabytes.',
    change: (reply) => ({ ...reply, body: reply.body + ' '.repeat(10_000_000) }),
  },
  {
    id: 'wrong-types',
    label: 'Wrong types',
    detail: 'Numbers where texts should be, and texts where numbers should be.',
    change: (reply) =>
      eachObject(reply, (object) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, swapType(value)]))),
  },
  {
    id: 'unknown-fields',
    label: 'Unknown fields',
    detail: 'Fields nobody has heard of; Parley does not mind.',
    change: (reply) => eachObject(reply, (object) => ({ ...object, hologram: { depth: 3 }, mood: ['calm', null] })),
  },
  {
    id: 'untidy-pages',
    label: 'Untidy pages',
    detail: 'Every message twice and in reverse order; Parley does not mind.',
    change: (reply) => {
      const value: unknown = JSON.parse(reply.body);
      return Array.isArray(value) ? json(reply.status, [...value, ...value].reverse()) : reply;
    },
  },
];

function eachObject(reply: Reply, change: (object: Record<string, unknown>) => Record<string, unknown>): Reply {
  const value = JSON.parse(reply.body) as Record<string, unknown> | Record<string, unknown>[];
  return json(reply.status, Array.isArray(value) ? value.map(change) : change(value));
}

function swapType(value: unknown): unknown {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return `about ${value}`;
  return value;
}
