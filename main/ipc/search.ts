/** Handlers of the `search` area. */
import type { Engine } from '../engine.ts';
import { providers } from '../providers/registry.ts';
import type { Handlers } from './register.ts';

type SearchChannel = Extract<keyof Handlers, `search.${string}`>;

const services = Object.fromEntries(providers.map(({ info }) => [info.kind, info.name]));

export function searchHandlers(engine: () => Promise<Engine>): Pick<Handlers, SearchChannel> {
  return {
    async 'search.wake'() {
      // Finds nothing, and that after all words were read.
      await (await engine()).store.searchCount({ query: '', now: Date.now(), services });
      return null;
    },
    async 'search.page'(argument) {
      return (await engine()).store.searchPage({ ...argument, now: Date.now(), services });
    },
    async 'search.count'(argument) {
      return (await engine()).store.searchCount({ ...argument, now: Date.now(), services });
    },
  };
}
