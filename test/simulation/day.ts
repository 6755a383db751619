/** One simulated day, from the first start of Parley to the verdict. The same seed gives the same day. */
import type { Engine } from '../../main/engine.ts';
import { createSimulatedTime } from './clock.ts';
import { createComputer, type Computer } from './computer.ts';
import { createDisk } from './disk.ts';
import { createJournal, type Journal } from './journal.ts';
import { createMeter, type Meter } from './meter.ts';
import { createNetwork } from './network.ts';
import { startPeople } from './people.ts';
import { createSocketNetwork } from './sockets.ts';
import { createRandoms, hour, minute, second, type Room, type Scene } from './scene.ts';
import { originOf, startServices, type SimulatedService } from './services.ts';
import { startTrouble } from './trouble.ts';
import { startUser, type User } from './user.ts';
import { judge, startInspections } from './verdict.ts';

export interface DayReport {
  seed: number;
  journal: Journal;
  meter: Meter;
  services: SimulatedService[];
  gaps: number;
}

export interface DayOptions {
  seed: number;
  /** Over real sockets, and with SQLite in its worker thread, as in Parley itself: several times slower, and never quite the same. */
  real?: boolean;
  hours?: number;
}

const morning = Date.UTC(2026, 2, 3, 6);

export async function simulateDay({ seed, real = false, hours = 24 }: DayOptions): Promise<DayReport> {
  const randomFor = createRandoms(seed);
  const journal = createJournal();
  const time = createSimulatedTime(morning, randomFor('jitter'));
  const services = await startServices(time.world, seed);
  const serviceAt = new Map(services.map((simulated) => [originOf(simulated), simulated]));
  const running = () => computer.engine() !== null && !time.asleep();
  const meter = createMeter(services, journal, time.world.now, running);
  const note = (origin: string) => meter.arrival(serviceAt.get(origin)!);
  const network = real
    ? createSocketNetwork(note)
    : createNetwork({
        time,
        random: randomFor('network'),
        deliver(origin, call) {
          note(origin);
          return serviceAt.get(origin)!.service.answer(call);
        },
      });
  const announced = new Set<number>();
  const computer: Computer = createComputer({
    time,
    disk: createDisk(real),
    network,
    onStarted: ({ sync }) => sync.setAttention(meter.attention),
    onArrived(messages) {
      for (const { id, text } of messages) {
        if (announced.has(id)) journal.problem(`“${text}” was announced twice`);
        announced.add(id);
      }
    },
    onWarning: (text, facts) => text !== 'slow store call' && journal.problem(`the log warns: ${text} ${JSON.stringify(facts)}`),
  });
  let goesOn = true;
  const rooms = services.flatMap((service) =>
    service.conversations.map((remoteId): Room => ({ service, remoteId, id: 0, marked: { known: 0, at: 0, surely: true } })),
  );
  const scene: Scene = {
    seed,
    world: time.world,
    desk: time.startProgram(),
    services,
    rooms,
    network,
    computer,
    journal,
    goesOn: () => goesOn,
    randomFor,
  };
  const pass = (milliseconds: number) => time.runUntil(time.world.now() + milliseconds, computer.quiet);

  try {
    fillRooms(scene);
    void computer.start();
    await pass(second);
    await addAccounts(scene, pass);
    const user = startUser(scene, meter, startTrouble(scene));
    startPeople(scene);
    startInspections(scene);
    const watch = () => {
      meter.minute();
      time.world.after(minute, watch);
    };
    watch();
    await pass(hours * hour);
    goesOn = false;
    const engine = await calmDown(scene, user, pass);
    const { gaps } = await judge(scene, engine);
    return { seed, journal, meter, services, gaps };
  } finally {
    await computer.remove();
    for (const { service } of services) await service.stop();
  }
}

/** What was said before Parley came: a few lines, and in some rooms more than a page. */
function fillRooms({ rooms, randomFor, world }: Scene): void {
  const random = randomFor('before');
  for (const { service, remoteId } of rooms) {
    // There is one already, and none may be gone before Parley looks.
    const most = (service.window ?? Infinity) - 1;
    const lines = Math.max(0, Math.min(most, random.next() < 0.02 ? random.between(100, 130) : random.between(0, 10)));
    for (let line = 1; line <= lines; line += 1) service.service.post(remoteId, 'Ana', `Line ${line} before ${world.now()}`);
  }
}

type Pass = (milliseconds: number) => Promise<void>;

function engineOf({ computer }: Scene): Engine {
  const engine = computer.engine();
  if (!engine) throw new Error('the program did not start');
  return engine;
}

/** Adds every account and waits until all rooms have been read once. */
async function addAccounts(scene: Scene, pass: Pass): Promise<void> {
  const { accounts, store } = engineOf(scene);
  for (const { account } of scene.services) {
    const { tokens, ...rest } = account;
    const added = accounts.add({ ...rest, keep: 'keychain' }, tokens ?? {});
    await pass(5 * second);
    await added;
  }
  await pass(10 * minute);
  const conversations = await store.readConversations();
  for (const room of scene.rooms) {
    const accountName = room.service.account.name;
    const { roster } = engineOf(scene);
    const found = conversations.find(
      ({ accountId, remoteId }) => remoteId === room.remoteId && roster.view(accountId).name === accountName,
    );
    if (!found || (found.caughtUpAt === null && room.service.window !== 0))
      throw new Error(`${accountName} has no ${room.remoteId} that was read`);
    room.id = found.id;
    room.marked = { known: 0, at: scene.world.now(), surely: true };
  }
}

const longestCalm = 3 * hour;

/** Everything works again, the user stays and answers what Parley asks: until nothing is left to be done. */
async function calmDown(scene: Scene, user: User, pass: Pass): Promise<Engine> {
  for (const { service } of scene.services) service.setFault(null);
  scene.network.setUp(true);
  scene.computer.setAsleep(false);
  if (!scene.computer.engine()) void scene.computer.start();
  await pass(30 * minute);
  if (!scene.computer.engine()) void scene.computer.start();
  await pass(minute);
  const engine = engineOf(scene);
  engine.sync.setAttention('background');
  for (const { id } of engine.roster.all()) void engine.accounts.setPaused(id, false);
  await pass(minute);
  engine.sync.readEverythingNow();
  for (let waited = 0; waited < longestCalm; waited += 10 * minute) {
    await pass(10 * minute);
    if ((await engine.store.readUnfinishedOutbox()).length === 0 && (await engine.store.readStuckOutbox()).length === 0) break;
    await user.tidyUp(engine);
  }
  return engine;
}
