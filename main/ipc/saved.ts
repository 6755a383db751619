/** Handlers of the `saved` area: messages put aside. */
import type { Engine } from '../engine.ts';
import type { Handlers } from './register.ts';

type SavedChannel = Extract<keyof Handlers, `saved.${string}`>;

export function savedHandlers(engine: () => Promise<Engine>): Pick<Handlers, SavedChannel> {
  return {
    async 'saved.page'(argument) {
      return (await engine()).store.readSavedMessages(argument);
    },
    async 'saved.set'({ messageId, saved }) {
      await (await engine()).triage.save(messageId, saved);
      return null;
    },
  };
}
