/** Spika's server-sent events: one open answer per device, a sign of life every five seconds, no replay. */
import type { Clock } from '../../clock.ts';
import type { StreamReply } from '../reply.ts';
import type { Device } from './devices.ts';
import type { Generation } from './wire.ts';

export interface Broadcast {
  stream(device: Device): StreamReply;
  /** To all open devices of these people, but for one. */
  tell(userIds: Iterable<number>, event: Record<string, unknown>, exceptDeviceId?: string): void;
  /** How many streams are open. */
  open(): number;
  stop(): void;
}

const heartbeat = 5000;

export function createBroadcast(clock: Clock, generation: () => Generation): Broadcast {
  const listeners = new Set<{ device: Device; write: (text: string) => void; stop: () => void }>();

  const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
  const signOfLife = () => (generation() === 'master' ? 'data: \n\n' : event({ type: 'PING' }));

  return {
    stream: (device) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
      open(write) {
        const listener = { device, write, stop: () => {} };
        function beat(): void {
          write(signOfLife());
          listener.stop = clock.after(heartbeat, beat);
        }
        beat();
        listeners.add(listener);
        return () => {
          listener.stop();
          listeners.delete(listener);
        };
      },
    }),
    tell(userIds, value, exceptDeviceId) {
      const audience = new Set(userIds);
      for (const { device, write } of listeners) {
        if (audience.has(device.userId) && device.deviceId !== exceptDeviceId) write(event(value));
      }
    },
    open: () => listeners.size,
    stop() {
      for (const listener of listeners) listener.stop();
      listeners.clear();
    },
  };
}
