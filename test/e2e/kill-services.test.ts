/** SIGKILL while sending to a service that knows its messages by id and to one that does not: nothing lost, nothing doubled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startKeyAuth } from '../../main/rehearsal/keyauth/index.ts';
import { startSpika } from '../../main/rehearsal/spika/index.ts';
import { startSecretService } from '../support/secret-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createRandom } from '../bench/random.ts';
import { addKeyAuthAccount, addSpikaAccount, messageWith, openConversation, send, startParley, until } from './parley.ts';

const kills = 4;
/** The moment of the kill after pressing Enter, at most, ms: before, during and after the request. */
const longestWait = 900;

test(`killed ${kills} times while sending to Spika and KeyAuth in turn`, async () => {
  const seed = Number(process.env['PARLEY_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`kill test, PARLEY_SEED=${seed}\n`);
  const random = createRandom(seed);
  const [spika, keyAuth, keyring] = await Promise.all([startSpika(), startKeyAuth(), startSecretService()]);
  const folder = temporaryFolder();
  const start = () => startParley({ userDataDir: folder.path, env: keyring.env });
  spika.post('Control room', 'Ines Duarte', 'hello');
  const controlRoom = spika.rooms().find(({ name }) => name === 'Control room')!.id;
  const places = [
    { title: 'Control room', service: spika, truth: () => spika.truth(controlRoom), written: [] as string[] },
    { title: 'harbour', service: keyAuth, truth: () => keyAuth.truth('harbour'), written: [] as string[] },
  ];
  const arrived = ({ truth }: (typeof places)[number]) => truth().flatMap(({ text }) => (text.startsWith('message ') ? [text] : []));

  let parley = await start();
  await addSpikaAccount(parley.page, spika);
  await addKeyAuthAccount(parley.page, keyAuth, 'harbour');
  for (let round = 0; round < kills; round += 1) {
    const { title, service, written } = places[round % places.length]!;
    const text = `message ${round}`;
    await openConversation(parley.page, title);
    // Some answers to sends are slow, so that kills also fall between the service acting and answering.
    if (random() < 0.5)
      service.failNext({
        when: ({ body }) => body.includes('message'),
        fault: { delayBefore: random() * 200, delayAfter: random() * 600 },
      });
    await send(parley.page, title, text);
    // The text is durable once its bubble stands there: what the user has seen leave the composer must not be lost.
    await messageWith(parley.page, text).waitFor();
    written.push(text);
    await sleep(random() * longestWait);
    await parley.kill('SIGKILL');
    parley = await start();
  }
  await until('everything delivered', () => places.every((place) => place.written.every((text) => arrived(place).includes(text))), 60_000);
  // The time in which a second copy would come.
  await sleep(2000);
  for (const place of places) expect(arrived(place)).toEqual(place.written);
  await parley.quit();
  await Promise.all([keyring.stop(), spika.stop(), keyAuth.stop()]);
  folder.remove();
}, 180_000);
