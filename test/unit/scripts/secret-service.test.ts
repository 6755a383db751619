/** The tests' own keychain, which other tests rely on. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSecretService, type SecretService } from '../../support/secret-service.ts';

let service: SecretService;
beforeAll(async () => {
  service = await startSecretService();
}, 30_000);
afterAll(() => service.stop());

/** A process of its own: the keychain's library reads the environment when it is loaded. */
async function keytar(expression: string): Promise<string> {
  const script = `const keytar = require('keytar'); ${expression}.then((value) => console.log(value), (error) => console.log(error.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: { ...process.env, ...service.env },
    timeout: 10_000,
  });
  return stdout.trim();
}

test('keeps a secret, hides it while locked, and has it again after', async () => {
  await keytar(`keytar.setPassword('parley-test', 'someone', 'the secret')`);
  expect(await keytar(`keytar.getPassword('parley-test', 'someone')`)).toBe('the secret');
  await service.lock();
  expect(await keytar(`keytar.getPassword('parley-test', 'someone')`)).not.toBe('the secret');
  await service.unlock();
  expect(await keytar(`keytar.getPassword('parley-test', 'someone')`)).toBe('the secret');
});
