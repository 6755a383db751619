/** Laravel's own words, as ConnectNow is made with it. */
import type { ServiceReplies } from '../faults.ts';
import { json, type Reply } from '../reply.ts';

export const unauthenticated = json(401, { message: 'Unauthenticated.' });
export const unauthorized = json(403, { message: 'This action is unauthorized.' });
export const noSuchRoute = (path: string) => json(404, { message: `The route ${path.slice(1)} could not be found.` });
export const noSuch = (model: string, id: string) => json(404, { message: `No query results for model [App\\Models\\${model}] ${id}` });
export const done: Reply = { status: 204, headers: {}, body: '' };

/** What a browser gets, and everybody else who does not ask for JSON. */
export const toLogin: Reply = { status: 302, headers: { location: '/login', 'content-type': 'text/html' }, body: '<a href="/login">' };

export const wrongMethod = (method: string, path: string, allowed: string[]): Reply =>
  json(
    405,
    { message: `The ${method} method is not supported for route ${path.slice(1)}. Supported methods: ${allowed.join(', ')}.` },
    { allow: allowed.join(', ') },
  );

/** `errors` by field. */
export function invalid(errors: Record<string, string[]>): Reply {
  const texts = Object.values(errors).flat();
  const more = texts.length - 1;
  return json(422, { message: `${texts[0]}${more > 0 ? ` (and ${more} more error${more > 1 ? 's' : ''})` : ''}`, errors });
}

export const tooMany = (headers: Record<string, string>): Reply => json(429, { message: 'Too Many Attempts.' }, headers);

export const replies: ServiceReplies = {
  invalidKey: unauthenticated,
  forbidden: unauthorized,
  notFound: json(404, { message: 'No query results for model [App\\Models\\Chat].' }),
  // As a server in debug mode answers: nobody but its makers should see this.
  serverError: json(500, {
    message: 'SQLSTATE[HY000] [2002] Connection refused',
    exception: 'Illuminate\\Database\\QueryException',
    file: '/var/www/chat-api/vendor/laravel/framework/src/Illuminate/Database/Connection.php',
    trace: [{ function: 'runQueryCallback' }],
  }),
  rateLimit: (status) => json(status, { message: 'Too Many Attempts.' }),
};
