/** Runs the steps of a connection check one after another and reports each as it starts and ends. */
import type { CheckStep } from '../../preload/contract/provider.ts';
import { ProviderError } from './errors.ts';

export interface Step {
  name: string;
  /** The form field it is about, if it is one. */
  field?: string;
  /** Resolves with what was found, in plain words; a rejection fails the step with its sentence. */
  run: () => Promise<string>;
  /** Whether the following steps make sense although this one failed with `error`; by default they do not. */
  continuesAfter?: (error: unknown) => boolean;
}

export type Report = (index: number, step: CheckStep) => void;

/** Never rejects. `now` in ms; `milliseconds` of a step that ran is the time it took. */
export async function runSteps(
  steps: Step[],
  report: Report,
  signal: AbortSignal,
  now: () => number,
): Promise<{ passed: boolean; steps: CheckStep[] }> {
  const results: CheckStep[] = [];
  let blocked = false;
  for (const [index, { name, field, run, continuesAfter }] of steps.entries()) {
    const about = { name, ...(field === undefined ? {} : { field }) };
    if (blocked || signal.aborted) {
      const detail = signal.aborted ? 'Not tried: the check was stopped.' : 'Not tried, because an earlier step failed.';
      results.push({ ...about, state: 'skipped', detail, fix: '', milliseconds: null });
    } else {
      report(index, { ...about, state: 'running', detail: '', fix: '', milliseconds: null });
      const start = now();
      const taken = () => Math.max(0, Math.round(now() - start));
      try {
        const detail = await run();
        results.push({ ...about, state: 'passed', detail, fix: '', milliseconds: taken() });
      } catch (error) {
        results.push({ ...about, state: 'failed', detail: sentenceOf(error, signal), fix: '', milliseconds: taken() });
        blocked = !continuesAfter?.(error);
      }
    }
    report(index, results[index]!);
  }
  return { passed: results.every((step) => step.state === 'passed'), steps: results };
}

function sentenceOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'The check was stopped.';
  return error instanceof ProviderError ? error.message : 'Parley could not finish this step because of a defect of its own.';
}
