/** One simulated day, from the first start of Parley to the verdict. The same seed gives the same day. */
import { addAccounts, fillRooms } from './beginning.ts';
import { calmDown } from './calm.ts';
import { createSimulatedTime } from './clock.ts';
import { createComputer, type Computer } from './computer.ts';
import { createDisk } from './disk.ts';
import { startInspections } from './inspections.ts';
import { createJournal, type Journal } from './journal.ts';
import { createMeter, type Meter } from './meter.ts';
import { createNetwork } from './network.ts';
import { startPeople } from './people.ts';
import { createSocketNetwork } from './sockets.ts';
import { createRandoms, hour, minute, second, type Pass, type Room, type Scene } from './scene.ts';
import { startSecondThoughts } from './second-thoughts.ts';
import { originOf, startServices, type SimulatedService } from './services.ts';
import { startTrouble } from './trouble.ts';
import { startUser } from './user.ts';
import { judge } from './verdict.ts';
import { watchChanges } from './watched-changes.ts';

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
  const changes = watchChanges(journal);
  const network = real
    ? createSocketNetwork(note)
    : createNetwork({
        time,
        random: randomFor('network'),
        async deliver(origin, call) {
          const simulated = serviceAt.get(origin)!;
          note(origin);
          changes.arrived(call);
          const outcome = await simulated.service.answer(call);
          changes.answered(simulated, call, outcome);
          return outcome;
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
  const pass: Pass = (milliseconds) => time.runUntil(time.world.now() + milliseconds, computer.quiet);

  try {
    fillRooms(scene);
    const watch = () => {
      meter.minute();
      time.world.after(minute, watch);
    };
    watch();
    void computer.start();
    await pass(second);
    const first = computer.engine();
    if (!first) throw new Error('the program did not start');
    await addAccounts(scene, first, pass);
    const user = startUser(scene, meter, startTrouble(scene));
    startPeople(scene);
    startSecondThoughts(scene);
    startInspections(scene);
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
