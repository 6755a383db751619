/**
 * Everything that goes wrong between a desktop and a chat service, to be switched on at will. What a service says in its own words comes
 * from that service; the rest is the same for all.
 */
import { everythingTwice, fieldsAdded, listsReversed, tenYears, tenYearsLater, typesSwapped } from './change-json.ts';
import { empty, html, type Call, type Outcome, type Reply } from './reply.ts';

export interface Fault {
  id: string;
  label: string;
  detail: string;
  /** Milliseconds before the service acts on the request, and between acting and answering. */
  delayBefore?: number;
  delayAfter?: number;
  /** The answer in place of acting. */
  instead?: (call: Call) => Outcome;
  /** What becomes of the answer after acting. Answers that stay open are left alone, but for `breaksStreams`. */
  change?: (reply: Reply, call: Call) => Outcome;
  /** Answers that are open break when it is switched on, and none opens while it is. */
  breaksStreams?: boolean;
}

/** A service's own answers. Where it has none of its own, a web page of the server in front of it stands in. */
export interface ServiceReplies {
  invalidKey: Reply;
  forbidden: Reply;
  notFound: Reply;
  serverError: Reply;
  rateLimit: (status: number) => Reply;
  methodNotAllowed?: Reply;
  tooLarge?: Reply;
  unprocessable?: Reply;
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
    breaksStreams: true,
  },
  {
    id: 'silent-after-acting',
    label: 'No answer, but it acts',
    detail: 'The service does what it was asked and never says so.',
    change: () => 'silence',
    breaksStreams: true,
  },
  {
    id: 'dropped-before-acting',
    label: 'Dropped before acting',
    detail: 'The connection breaks before the service does anything.',
    instead: () => 'drop',
    breaksStreams: true,
  },
  {
    id: 'dropped-after-acting',
    label: 'Dropped after acting',
    detail: 'The service does what it was asked, then the connection breaks.',
    change: () => 'drop',
    breaksStreams: true,
  },
  {
    id: 'cut-answer',
    label: 'Cut in the middle',
    detail: 'The connection breaks halfway through the answer.',
    change: (reply) => ({ ...reply, cutAt: 0.5 }),
  },
  {
    id: 'slow-drip',
    label: 'Drop by drop, too slow',
    detail: 'The answer trickles for a minute, so Parley runs into its time-out.',
    change: (reply) => ({ ...reply, dripFor: 60_000 }),
  },
  {
    id: 'slow-drip-in-time',
    label: 'Drop by drop',
    detail: 'The answer trickles for three seconds; Parley does not mind.',
    change: (reply) => ({ ...reply, dripFor: 3000 }),
  },
  {
    id: 'redirect-elsewhere',
    label: 'Sent elsewhere (302)',
    detail: 'The server wants the request at another host; Parley does not take the key there.',
    instead: () => ({ ...html(302, 'Found'), headers: { location: 'https://elsewhere.example/' } }),
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
    {
      id: 'method-not-allowed',
      label: 'Method not allowed (405)',
      detail: 'The server takes no calls of this kind at this address.',
      instead: () => service.methodNotAllowed ?? html(405, '405 Not Allowed'),
    },
    {
      id: 'too-large',
      label: 'Too large (413)',
      detail: 'What was sent is more than the server takes.',
      instead: () => service.tooLarge ?? html(413, '413 Request Entity Too Large'),
    },
    {
      id: 'unprocessable',
      label: 'Not understood (422)',
      detail: 'The service finds something wrong with what was sent.',
      instead: () => service.unprocessable ?? html(422, '422 Unprocessable Content'),
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
      instead: () => withHeader(service.rateLimit(429), 'retry-after', '7'),
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
  { id: 'empty', label: 'Empty answer (200)', detail: 'Success without any content.', change: withoutContent(200) },
  {
    id: 'created',
    label: 'Created (201)',
    detail: 'Sending is answered with 201 and nothing else.',
    change: (reply, call) => (call.method === 'POST' ? withoutContent(201)(reply) : reply),
  },
  {
    id: 'enormous',
    label: 'Enormous answer',
    detail: 'The answer has ten megabytes.',
    change: (reply) => ({ ...reply, body: reply.body + ' '.repeat(10_000_000) }),
  },
  {
    id: 'wrong-content-type',
    label: 'Wrong content type',
    detail: 'The answer is called plain text; Parley looks at what it is.',
    change: (reply) => withHeader(reply, 'content-type', 'text/plain'),
  },
  {
    id: 'wrong-types',
    label: 'Wrong types',
    detail: 'Numbers where texts should be, and texts where numbers should be.',
    change: typesSwapped,
  },
  {
    id: 'unknown-fields',
    label: 'Unknown fields',
    detail: 'Fields nobody has heard of; Parley does not mind.',
    change: fieldsAdded,
  },
  {
    id: 'duplicate-ids',
    label: 'Everything twice',
    detail: 'Whatever has an id is listed twice; Parley does not mind.',
    change: everythingTwice,
  },
  {
    id: 'reversed-order',
    label: 'Reversed order',
    detail: 'Every list is the other way round; Parley does not mind.',
    change: listsReversed,
  },
  {
    id: 'clock-far-off',
    label: 'Clock ten years ahead',
    detail: 'Every time the service tells is ten years from now.',
    change: (reply) => ({ ...tenYearsLater(reply), dateAhead: tenYears }),
  },
];

const withHeader = (reply: Reply, name: string, value: string): Reply => ({ ...reply, headers: { ...reply.headers, [name]: value } });

/** What was refused stays refused: a service that calls it done would be believed. */
function withoutContent(status: number): (reply: Reply) => Reply {
  return (reply) => (reply.status < 300 ? empty(status) : reply);
}
