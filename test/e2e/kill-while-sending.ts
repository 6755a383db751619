/** SIGKILL at random moments: nothing lost, nothing doubled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startEightByEight } from '../../main/rehearsal/eight-by-eight/index.ts';
import { startSecretService } from '../support/secret-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createRandom } from '../bench/random.ts';
import { addAccount, messageWith, openConversation, send, startParley, until } from './parley.ts';

/** The moment of the kill after pressing Enter, at most, ms: before, during and after the request. */
const longestWait = 900;

/** `variant` makes another day of the same seed. */
export function testKills(kills: number, variant: number): void {
  test(`killed ${kills} times while sending`, () => killWhileSending(kills, variant), 600_000);
}

async function killWhileSending(kills: number, variant: number): Promise<void> {
  const seed = Number(process.env['PARLEY_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`kill test, PARLEY_SEED=${seed}\n`);
  const random = createRandom(seed + variant);
  const server = await startEightByEight({ lively: false });
  const keyring = await startSecretService();
  const folder = temporaryFolder();
  server.post('Office', 'Ada', 'hello');
  const start = () => startParley({ userDataDir: folder.path, env: keyring.env });
  const written: string[] = [];
  const onServer = () => server.messages('Office').map((message) => message.parsed);

  let parley = await start();
  await addAccount(parley.page, server, ['Office']);
  await openConversation(parley.page, 'Office');
  for (let round = 0; round < kills; round += 1) {
    // Some answers are slow, so that kills also fall between the service acting and answering.
    if (random() < 0.4)
      server.failNext({ when: ({ method }) => method === 'POST', fault: { delayBefore: random() * 300, delayAfter: random() * 600 } });
    const text = `message ${round}`;
    await openConversation(parley.page, 'Office');
    await send(parley.page, 'Office', text);
    // The text is durable once its bubble stands there: what the user has seen leave the composer must not be lost.
    await messageWith(parley.page, new RegExp(`${text}(?!\\d)`)).waitFor();
    written.push(text);
    await sleep(random() * longestWait);
    await parley.kill('SIGKILL');
    parley = await start();
  }
  await until('everything delivered', () => written.every((text) => onServer().includes(text)), 120_000);
  await sleep(3000);
  const sent = onServer().filter((text) => text !== 'hello');
  expect(sent).toEqual(written);
  await parley.quit();
  await keyring.stop();
  await server.stop();
  folder.remove();
}
