/** One Spika server: both APIs and the event stream behind one address. */
import type { Call, Outcome, Reply } from '../reply.ts';
import type { Broadcast } from './broadcast.ts';
import type { Devices } from './devices.ts';
import { noRoute, plain, tooLarge } from './replies.ts';
import { isRecord, parsed } from './validate.ts';
import type { Generation } from './wire.ts';

type Api = (call: Call, body: Record<string, unknown>) => Reply;

export interface SpikaApiParts {
  messaging: Api;
  messenger: Api;
  devices: Devices;
  broadcast: Broadcast;
  generation(): Generation;
}

/** Express's default; the newer generation takes 50 MB. */
const largestBody = 100 * 1024;

export function createSpikaApi({ messaging, messenger, devices, broadcast, generation }: SpikaApiParts): (call: Call) => Outcome {
  return (call) => {
    const { method, path, headers } = call;
    if (generation() === 'master' && Buffer.byteLength(call.body) > largestBody) return tooLarge;
    const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
    const body = isJson && call.body !== '' ? parsed(call.body) : {};
    // Read before anything else, so before the key is looked at.
    if (!isRecord(body)) return plain(500, `Server Error Unexpected token in JSON at position 0`);
    if (path.startsWith('/api/messaging/')) return messaging(call, body);
    if (path.startsWith('/api/messenger/')) return messenger(call, body);
    if (`${method} ${path}` !== 'GET /api/sse') return noRoute(method, path);
    const device = devices.of(headers['accesstoken'] ?? call.query.get('accesstoken') ?? undefined);
    return 'status' in device ? device : broadcast.stream(device);
  };
}
