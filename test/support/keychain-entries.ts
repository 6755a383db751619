/** What a keychain holds for Parley, asked the way any other program would. */
import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../scripts/root.ts';
import type { SecretService } from './secret-service.ts';

/** A process of its own, because the library connects to the session bus of the process it lives in. */
export function keychainEntry({ env }: SecretService, account: string): string | null {
  const script = `require('keytar').getPassword('Parley', ${JSON.stringify(account)}).then((text) => process.stdout.write(JSON.stringify(text)))`;
  const said = execFileSync(process.execPath, ['-e', script], { cwd: projectRoot, env: { ...process.env, ...env }, timeout: 10_000 });
  return JSON.parse(said.toString()) as string | null;
}
