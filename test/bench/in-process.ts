/** Runs a part of the measuring in a process of its own, so that no part warms up or fills the memory of another. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartArgument, PartName, PartValue } from './part.ts';

interface Limits {
  /** For JavaScript's own objects, MB; Node decides when left out. */
  heap?: number;
  /** Milliseconds. */
  time?: number;
}

/** Rejects when the process does not end well, or not in time. */
export async function inProcess<Name extends PartName>(
  name: Name,
  argument: PartArgument<Name>,
  { heap, time }: Limits = {},
): Promise<PartValue<Name>> {
  const script = fileURLToPath(new URL('./part.ts', import.meta.url));
  const execArgv = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
  const child = fork(script, [name, JSON.stringify(argument)], { execArgv, timeout: time });
  let value: PartValue<Name> | undefined;
  child.on('message', (message) => {
    value = message as PartValue<Name>;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (value !== undefined) return value;
  throw new Error(signal === 'SIGTERM' ? 'took too long' : `failed (${code ?? signal})`);
}
