/** Handlers of the `labels` area. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import type { Handlers } from './register.ts';

type LabelChannel = Extract<keyof Handlers, `labels.${string}`>;

const longestName = 50;

export function labelHandlers(engine: () => Promise<Engine>): Pick<Handlers, LabelChannel> {
  return {
    async 'labels.list'() {
      return (await engine()).store.readLabels();
    },
    async 'labels.add'({ name, hue }) {
      return (await engine()).store.addLabel({ name: admitName(name), hue });
    },
    async 'labels.update'({ labelId, name, hue }) {
      return (await engine()).store.updateLabel({ id: labelId, name: admitName(name), hue });
    },
    async 'labels.remove'({ labelId }) {
      await (await engine()).store.removeLabel(labelId);
      return null;
    },
  };
}

function admitName(given: string): string {
  const name = given.replace(/\s+/gu, ' ').trim();
  if (name === '') throw new Problem('conflict', 'A label needs a name.', { name: 'Give the label a name.' });
  if ([...name].length > longestName) {
    const sentence = `A label’s name has at most ${longestName} characters.`;
    throw new Problem('conflict', sentence, { name: sentence });
  }
  return name;
}
