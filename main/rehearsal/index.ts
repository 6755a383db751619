/**
 * The rehearsal: servers inside Parley that speak the real services' APIs, so that everything can be tried without a key and without
 * risk. The tests talk to the same servers.
 */
import { startConnectNow } from './connectnow/index.ts';
import { startEightByEight } from './eight-by-eight/index.ts';
import { startKeyAuth } from './keyauth/index.ts';
import { startSpika } from './spika/index.ts';
import type { RehearsalOptions, RehearsedService } from './service.ts';

export type Rehearsal = Pick<RehearsedService, 'accounts' | 'faults' | 'activeFault' | 'setFault' | 'stop'>;

/** Every service of the rehearsal. A new one is one folder and one line here. */
const services = [startEightByEight, startSpika, startKeyAuth, startConnectNow];

/** Resolves once the servers listen on 127.0.0.1. A fault that is switched on holds for every service that has it. */
export async function startRehearsal(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const running: RehearsedService[] = await Promise.all(services.map((start) => start(options)));
  const faults = [...new Map(running.flatMap((service) => service.faults).map((fault) => [fault.id, fault])).values()];
  let active: string | null = null;

  return {
    accounts: running.flatMap((service) => service.accounts),
    faults,
    activeFault: () => active,
    setFault(id) {
      if (id !== null && !faults.some((fault) => fault.id === id)) throw new Error(`There is no fault “${id}”.`);
      active = id;
      for (const service of running) service.setFault(service.faults.some((fault) => fault.id === id) ? id : null);
    },
    async stop() {
      await Promise.all(running.map((service) => service.stop()));
    },
  };
}
