/** 8x8's own words: the documented invalid-key body, and Apigee's standard faults for what 8x8 lists without a body. */
import type { ServiceReplies } from '../faults.ts';
import { json, type Reply } from '../reply.ts';

const fault = (status: number, faultstring: string, errorcode: string): Reply =>
  json(status, { fault: { faultstring, detail: { errorcode } } });

export const missingKey = fault(401, 'Failed to resolve API Key variable request.header.x-api-key', 'steps.oauth.v2.FailedToResolveAPIKey');
export const noSuchProxy = fault(404, 'Unable to identify proxy for host', 'messaging.adaptors.http.flow.ApplicationNotFound');
export const privateRoom = json(403, { message: 'Forbidden', errors: ['The application may not post to a private room'] });
export const invalid = (what: string) => json(400, { message: 'Bad Request', errors: [what] });
export const methodNotAllowed = json(405, { title: 'Method Not Allowed', status: 405 }, { allow: 'GET, POST' });

export const replies: ServiceReplies = {
  invalidKey: fault(401, 'Invalid access token', 'oauth.v2.InvalidAccessToken'),
  forbidden: json(403, { message: 'Forbidden', errors: [] }),
  notFound: json(404, { message: 'Not Found', errors: ['No room of this name'] }),
  serverError: fault(500, 'Execution of ServiceCallout failed', 'steps.servicecallout.ExecutionFailed'),
  rateLimit: (status) =>
    fault(
      status,
      'Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=5, periodInMicroseconds=1000000, maxBurstMessageCount=1.0}',
      'policies.ratelimit.SpikeArrestViolation',
    ),
  methodNotAllowed,
};
