/** Runs the steps of a connection check one after another and reports each as it starts and ends. */
import type { CheckStep } from '../../preload/contract/provider.ts';

export interface Step {
  name: string;
  /** The form field it is about, if it is one. */
  field?: string | undefined;
  /** Resolves with what was found, in plain words, or with why there was nothing to try; a rejection fails the step. */
  run: () => Promise<string | Skipped>;
  /** Whether the following steps make sense although this one failed with `error`; by default they do not. */
  continuesAfter?: (error: unknown) => boolean;
}

/** Why a step was not tried although nothing is wrong, in plain words. */
export interface Skipped {
  skipped: string;
}

/** What a failed step says. `field` takes the place of the step's own. */
export interface Explanation {
  detail: string;
  fix: string;
  field?: string | undefined;
}

export type Report = (index: number, step: CheckStep) => void;

/** Never rejects. `now` in ms; `milliseconds` of a step that ran is the time it took. */
export async function runSteps(
  steps: Step[],
  report: Report,
  signal: AbortSignal,
  now: () => number,
  explain: (error: unknown) => Explanation,
): Promise<{ passed: boolean; steps: CheckStep[] }> {
  const results: CheckStep[] = [];
  let blocked = false;
  for (const [index, { name, field, run, continuesAfter }] of steps.entries()) {
    const about = (where: string | undefined) => ({ name, ...(where === undefined ? {} : { field: where }) });
    const none = { detail: '', fix: '', milliseconds: null };
    if (blocked || signal.aborted) {
      const detail = signal.aborted ? 'Not tried: the check was stopped.' : 'Not tried, because an earlier step failed.';
      results.push({ ...about(field), ...none, state: 'skipped', detail });
    } else {
      report(index, { ...about(field), ...none, state: 'running' });
      const start = now();
      const taken = () => Math.max(0, Math.round(now() - start));
      try {
        const found = await run();
        if (typeof found === 'string') results.push({ ...about(field), ...none, state: 'passed', detail: found, milliseconds: taken() });
        else results.push({ ...about(field), ...none, state: 'skipped', detail: found.skipped });
      } catch (error) {
        const said = signal.aborted ? { detail: 'The check was stopped.', fix: '' } : explain(error);
        const { detail, fix, field: where = field } = said as Explanation;
        results.push({ ...about(where), state: 'failed', detail, fix, milliseconds: taken() });
        blocked = !continuesAfter?.(error);
      }
    }
    report(index, results[index]!);
  }
  return { passed: !signal.aborted && results.every((step) => step.state !== 'failed'), steps: results };
}
