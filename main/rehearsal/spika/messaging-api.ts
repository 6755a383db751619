/** `/api/messaging`: one key, one bot, no way to read. */
import type { Call, Reply } from '../reply.ts';
import type { Person } from './house.ts';
import type { Posting } from './posting.ts';
import { error, invalidToken, noRoute, noToken, success } from './replies.ts';
import { validSend } from './validate.ts';
import type { Generation } from './wire.ts';

export interface MessagingApiParts {
  key: string;
  bot: Person;
  posting: Posting;
  generation(): Generation;
}

export function createMessagingApi({
  key,
  bot,
  posting,
  generation,
}: MessagingApiParts): (call: Call, body: Record<string, unknown>) => Reply {
  return ({ method, path, headers }, body) => {
    const route = `${method} ${path.slice('/api/messaging'.length)}`;
    if (route === 'GET /test') return success('test');
    if (route === 'GET /test/error') return error(400, 'error');
    if (route !== 'GET /test/auth' && route !== 'POST /messages') return noRoute(method, path);
    const given = headers['accesstoken'];
    if (!given) return noToken;
    if (given !== key) return invalidToken;
    if (route === 'GET /test/auth') return success({ ...bot, verificationCode: null });
    const valid = validSend(body, generation());
    return typeof valid === 'string' ? error(400, valid) : posting.send(bot.id, valid, null);
  };
}
