/** The error for a service that is there but cannot answer (408 and 5xx), in the same words for all. */
import { Unreachable } from './errors.ts';

/** `service` begins the sentence; `changes`: the request was to change something, and may have. */
export function serverTrouble(service: string, status: number, changes: boolean): Unreachable {
  const sentence =
    status === 502 || status === 503 || status === 504
      ? `${service} is not available right now (${status}).`
      : status === 408
        ? `${service} waited too long for the request (408).`
        : `${service} has a problem of its own (${status}).`;
  return new Unreachable(`${sentence} Parley tries again by itself.`, changes ? 'maybe' : 'no');
}
