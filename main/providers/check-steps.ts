/** Runs the steps of a connection check one after another and reports each as it starts and ends. */
import type { CheckStep } from '../../preload/contract/provider.ts';
import { ProviderError } from './errors.ts';

export interface Step {
  name: string;
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
  for (const [index, { name, run, continuesAfter }] of steps.entries()) {
    if (blocked || signal.aborted) {
      const detail = signal.aborted ? 'Not tried: the check was stopped.' : 'Not tried, because an earlier step failed.';
      results.push({ name, state: 'skipped', detail, milliseconds: null });
    } else {
      report(index, { name, state: 'running', detail: '', milliseconds: null });
      const start = now();
      const taken = () => Math.max(0, Math.round(now() - start));
      try {
        const detail = await run();
        results.push({ name, state: 'passed', detail, milliseconds: taken() });
      } catch (error) {
        results.push({ name, state: 'failed', detail: sentenceOf(error, signal), milliseconds: taken() });
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
