/** Proves an 8x8 account step by step: address, server, key, then each room. */
import { runSteps, type Step } from '../check-steps.ts';
import type { Provider, RemoteMessage } from '../contract.ts';
import { RateLimited, Rejected } from '../errors.ts';
import { pause } from '../pause.ts';
import { createClient } from './client.ts';
import { info, sandboxRoom } from './info.ts';
import { roomFromName, roomLines } from './rooms.ts';

/** An account that is being checked while it runs shares the key's limit with its own polling, so one refusal says little. */
const secondTryAfter = { usual: 1000, longest: 5000 };

export const check: Provider['check'] = async (context, report, signal) => {
  const client = createClient(context);
  const rooms = roomLines(context.values['rooms'] ?? '');
  const readings = new Map<string, Promise<RemoteMessage[]>>();
  let nextCall = Promise.resolve();

  /** One call in its turn. */
  async function paced<Value>(call: () => Promise<Value>): Promise<Value> {
    await nextCall;
    nextCall = pause(info.pacing.minimumGap, signal);
    nextCall.catch(() => {});
    return call();
  }

  async function patient<Value>(call: () => Promise<Value>): Promise<Value> {
    try {
      return await paced(call);
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      await pause(Math.min(error.retryAfter ?? secondTryAfter.usual, secondTryAfter.longest), signal);
      return paced(call);
    }
  }

  /** The key's proof is the first room's reading, so that is not read twice. */
  function reading(room: string): Promise<RemoteMessage[]> {
    const known = readings.get(room) ?? patient(() => client.read(room, null, signal));
    readings.set(room, known);
    return known;
  }

  const steps: Step[] = [
    {
      name: 'Address',
      field: 'address',
      async run() {
        const { base, encrypted } = client.address();
        return encrypted ? base : `${base} is not encrypted, which is fine as it never leaves this computer.`;
      },
    },
    {
      name: 'Connection',
      async run() {
        await paced(() => client.reach(signal));
        return `${client.address().host} answers.`;
      },
    },
    {
      name: 'Key',
      field: 'key',
      async run() {
        await reading(rooms.find(isUsableName) ?? sandboxRoom).catch((error: unknown) => {
          // A refusal of this one room comes after the key was accepted.
          if (!(error instanceof Rejected)) throw error;
        });
        return '8x8 accepts the key.';
      },
    },
    ...rooms.map((room) => ({
      name: `Room “${room}”`,
      field: 'rooms',
      run: async () => describeReading(await reading(roomFromName(room).remoteId).catch(emptyWhenUnknown)),
      continuesAfter: (error: unknown) => error instanceof Rejected,
    })),
  ];
  return runSteps(steps, report, signal, context.now);
};

function isUsableName(name: string): boolean {
  try {
    roomFromName(name);
    return true;
  } catch {
    return false;
  }
}

function emptyWhenUnknown(error: unknown): RemoteMessage[] {
  if (error instanceof Rejected && error.reason === 'not-found') return [];
  throw error;
}

function describeReading(messages: RemoteMessage[]): string {
  const newest = messages.at(-1);
  if (!newest) return 'Empty or not there yet: Parley will ask before the first message.';
  const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(newest.sentAt);
  return `Newest message: ${time}.`;
}
