/** The name under which the service wants a text, learnt from its refusals: which it is stands in no documentation. */
import { InvalidInput } from './classify.ts';

export interface LearntName {
  /** Runs the job with the text under the name that worked last; once more when the service says that another one is missing. */
  send<Value>(text: string, job: (body: Record<string, string>) => Promise<Value>): Promise<Value>;
  /** The name in use. */
  name(): string;
}

/** `names` likeliest first. */
export function createLearntName(names: readonly string[]): LearntName {
  let current = names[0]!;
  return {
    name: () => current,
    async send(text, job) {
      try {
        return await job({ [current]: text });
      } catch (error) {
        const wanted = error instanceof InvalidInput ? wantedName(error.words, current, names) : null;
        if (wanted === null) throw error;
        const value = await job({ [wanted]: text });
        current = wanted;
        return value;
      }
    },
  };
}

/** Only where nothing is said against the name that was used: then it was read, and something else is wrong. */
function wantedName(words: InvalidInput['words'], used: string, names: readonly string[]): string | null {
  if (Object.hasOwn(words, used)) return null;
  const missing = Object.keys(words).filter((name) => /required/i.test(words[name]!));
  return names.find((name) => missing.includes(name)) ?? missing[0] ?? null;
}
