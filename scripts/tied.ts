/** Starts a program that must not outlive this one, not even when this one is killed. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const setpriv = '/usr/bin/setpriv';

/** Whether the system can tie a child's life to ours. Elsewhere the child must notice by itself. */
export const canTie = process.platform === 'linux' && existsSync(setpriv);

/**
 * `signal` is what the child gets when this process dies before it. Control-C in a terminal goes to us alone: what becomes of the child
 * then is ours to say.
 */
export function spawnTied(executable: string, words: string[], signal: 'TERM' | 'KILL', options: SpawnOptions): ChildProcess {
  if (!canTie) return spawn(executable, words, options);
  return spawn(setpriv, ['--pdeathsig', signal, executable, ...words], { ...options, detached: true });
}
