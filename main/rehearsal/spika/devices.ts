/** Who is signed in with which device, and the codes on their way to telephones. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Reply } from '../reply.ts';
import type { House, Person } from './house.ts';
import { error, expiredToken, invalidToken, noToken, success } from './replies.ts';
import { missingString } from './validate.ts';
import { userOnWire, type Generation } from './wire.ts';

export interface Device {
  deviceId: string;
  userId: number;
  token: string | null;
  expiresAt: number;
}

export interface Devices {
  /** A device that is signed in, made if need be. */
  signedIn(deviceId: string, userId: number): Device;
  /** The device a token stands for, or the refusal. */
  of(token: string | undefined): Device | Reply;
  /** `POST /api/messenger/auth…`; null for a path that is none of its. */
  act(path: string, body: Record<string, unknown>, token: string | undefined): Reply | null;
  expireAll(): void;
  revokeAll(): void;
}

const lifetime = 30 * 24 * 60 * 60 * 1000;
/** In test mode a server sends no text message and takes this code. */
export const fixedCode = (generation: Generation) => (generation === 'master' ? 'eureka' : '000000');
const newToken = () => randomBytes(12).toString('base64url');

export function createDevices(house: House, clock: Clock, generation: () => Generation): Devices {
  const devices = new Map<string, Device>();
  const waiting = new Set<number>();

  function renew(device: Device): Device {
    return Object.assign(device, { token: newToken(), expiresAt: clock.now() + lifetime });
  }

  function onWire({ deviceId, userId, token, expiresAt }: Device): Record<string, unknown> {
    return { id: [...devices.keys()].indexOf(deviceId) + 1, userId, token, tokenExpiredAt: expiresAt, deviceId };
  }

  function begin(telephoneNumber: string, deviceId: string): Reply {
    const owner = house.people.get(devices.get(deviceId)?.userId ?? -1);
    if (owner && owner.telephoneNumber !== telephoneNumber) return error(403, 'There is already phone number tied to this device');
    const known = [...house.people.values()].find((person) => person.telephoneNumber === telephoneNumber);
    const user: Person = known ?? house.person(`New user ${telephoneNumber}`, { telephoneNumber });
    for (const device of devices.values()) if (device.userId === user.id) device.expiresAt = clock.now();
    const device: Device = { deviceId, userId: user.id, token: null, expiresAt: clock.now() };
    devices.set(deviceId, device);
    waiting.add(user.id);
    return success({ isNewUser: !known, user: userOnWire(user), device: onWire(device) });
  }

  function verify(code: string, deviceId: string): Reply {
    const device = devices.get(deviceId);
    if (!device) return error(404, 'Device not found');
    if (code !== fixedCode(generation()) || !waiting.delete(device.userId)) return error(403, 'Verification code is invalid');
    return success({ user: userOnWire(house.people.get(device.userId)!), device: onWire(renew(device)) });
  }

  function of(token: string | undefined): Device | Reply {
    if (!token) return noToken;
    const device = [...devices.values()].find((candidate) => candidate.token === token);
    if (!device) return invalidToken;
    const left = device.expiresAt - clock.now();
    if (left <= 0) return expiredToken;
    if (generation() === 'work/main' && left < lifetime * (7 / 30)) device.expiresAt = clock.now() + lifetime;
    return device;
  }

  return {
    of,
    signedIn(deviceId, userId) {
      const device: Device = { deviceId, userId, token: null, expiresAt: 0 };
      devices.set(deviceId, device);
      return renew(device);
    },
    act(path, body, token) {
      if (path === '/auth') {
        const missing = missingString(body, ['telephoneNumber', 'deviceId']);
        return missing ? error(400, missing) : begin(String(body['telephoneNumber']), String(body['deviceId']));
      }
      if (path === '/auth/verify') {
        const missing = missingString(body, ['code', 'deviceId']);
        return missing ? error(400, missing) : verify(String(body['code']), String(body['deviceId']));
      }
      if (path === '/auth/logout') {
        const device = of(token);
        if ('status' in device) return device;
        device.token = null;
        return success({});
      }
      if (path !== '/auth/refresh' || generation() !== 'master') return null;
      const device = of(token);
      return 'status' in device ? device : success({ device: onWire(renew(device)) });
    },
    expireAll() {
      for (const device of devices.values()) device.expiresAt = clock.now();
    },
    revokeAll() {
      for (const device of devices.values()) device.token = null;
    },
  };
}
