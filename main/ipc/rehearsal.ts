/** Handlers of the `rehearsal` area. */
import type { Engine } from '../engine.ts';
import type { Handlers } from './register.ts';

type RehearsalChannel = Extract<keyof Handlers, `rehearsal.${string}`>;

export function rehearsalHandlers(engine: () => Promise<Engine>): Pick<Handlers, RehearsalChannel> {
  return {
    async 'rehearsal.start'() {
      return (await engine()).rehearsal.start();
    },
    async 'rehearsal.stop'() {
      return (await engine()).rehearsal.stop();
    },
    async 'rehearsal.setFault'({ id }) {
      return (await engine()).rehearsal.setFault(id);
    },
  };
}
