/** How a simulated day ends: everything works again, and the user stays and answers what Parley asks. */
import type { Engine } from '../../main/engine.ts';
import { hour, minute, second, withEngine, type Pass, type Scene } from './scene.ts';
import type { User } from './user.ts';

const longestCalm = 3 * hour;

/** Until nothing is left to be done. Answers the engine that runs then. */
export async function calmDown(scene: Scene, user: User, pass: Pass): Promise<Engine> {
  const { computer, network, services } = scene;
  for (const { service } of services) service.setFault(null);
  network.setUp(true);
  computer.setAsleep(false);
  user.lookInto(null);
  if (!computer.engine()) void computer.start();
  await pass(30 * minute);
  if (!computer.engine()) void computer.start();
  await pass(minute);
  const engine = computer.engine();
  if (!engine) throw new Error('the program did not start');
  for (const { id, health } of engine.roster.all()) if (health.state === 'paused') void engine.accounts.setPaused(id, false);
  await pass(minute);
  engine.sync.readEverythingNow();
  for (let waited = 0; waited < longestCalm; waited += 10 * minute) {
    withEngine(scene, user.settle);
    await pass(10 * minute);
    if (await isSettled(engine)) break;
  }
  await lookAround(scene, user, pass);
  return engine;
}

async function isSettled({ roster, store }: Engine): Promise<boolean> {
  const works = roster.all().every(({ health }) => health.state === 'ok');
  return works && (await store.readUnfinishedOutbox()).length === 0 && (await store.readStuckOutbox()).length === 0;
}

/** Reactions show at once only to who looks. */
async function lookAround({ rooms }: Scene, user: User, pass: Pass): Promise<void> {
  for (const room of rooms) {
    if (!room.service.reactions) continue;
    user.lookInto(room);
    await pass(10 * second);
  }
}
