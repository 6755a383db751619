/** Runs a part of the measuring in a process of its own, so that no part warms up or fills the memory of another. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartArgument, PartName, PartValue } from './part.ts';

export async function inProcess<Name extends PartName>(name: Name, ...argument: PartArgument<Name>): Promise<PartValue<Name>> {
  const child = fork(fileURLToPath(new URL('./part.ts', import.meta.url)), [name, JSON.stringify(argument)]);
  let value: PartValue<Name> | undefined;
  child.on('message', (message) => {
    value = message as PartValue<Name>;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || value === undefined) throw new Error(`measuring “${name}” failed`);
  return value;
}
