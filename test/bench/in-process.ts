/** Runs a part of the measuring in a process of its own, so that no part warms up or fills the memory of another. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../scripts/root.ts';
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
  // What an earlier part compiled is read from there: the compiler's memory is none of what is measured.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(projectRoot, 'out', 'bench-compiled') };
  const child = fork(script, [name, JSON.stringify(argument)], { execArgv, timeout: time, env });
  let value: PartValue<Name> | undefined;
  child.on('message', (message) => {
    value = message as PartValue<Name>;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (value !== undefined) return value;
  throw new Error(signal === 'SIGTERM' ? 'took too long' : `failed (${code ?? signal})`);
}
