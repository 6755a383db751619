/** What goes wrong around the program: services that misbehave, a network that goes away, the program that dies or is ended. */
import { originOf } from './services.ts';
import { hour, minute, repeat, second, withEngine, type Scene } from './scene.ts';

export interface Trouble {
  /** To be called when the user has just sent or changed something: some kills come then. */
  sent(): void;
}

/** Half of the kills come at any time, the other half in the middle of sending. */
const longestSend = 400;
const storeCallsOfSend = 6;
/** With a service that misstates what was said or when, no history can be right. */
const lies = ['clock-far-off'];

export function startTrouble(scene: Scene): Trouble {
  const { computer, desk, journal, network } = scene;
  const random = scene.randomFor('trouble');
  let killSoon = false;

  for (const simulated of scene.services) {
    const { service, quiet } = simulated;
    if (quiet) continue;
    const faults = service.faults.filter(({ id }) => !lies.includes(id));
    repeat(scene, desk, random, [15 * minute, 2 * hour], () => {
      journal.count('faults');
      service.setFault(random.pick(faults).id);
      if (random.next() < 0.5) network.reset(originOf(simulated));
      desk.after(random.between(20 * second, 8 * minute), () => service.setFault(null));
    });
  }

  const signOuts = scene.randomFor('sign-outs');
  for (const simulated of scene.services) {
    if (simulated.quiet || simulated.signOuts.length === 0) continue;
    repeat(scene, desk, signOuts, [2 * hour, 5 * hour], () => {
      journal.count('sign-outs');
      signOuts.pick(simulated.signOuts)();
      if (signOuts.next() < 0.5) network.reset(originOf(simulated));
    });
  }

  repeat(scene, desk, random, [15 * minute, hour], () => {
    journal.count('cuts');
    network.setUp(false);
    desk.after(random.between(5 * second, 8 * minute), () => {
      network.setUp(true);
      withEngine(scene, async ({ sync }) => sync.readEverythingNow());
    });
  });

  function startLater(longest: number): void {
    desk.after(random.between(3 * second, longest), () => void computer.start());
  }

  function killed(): void {
    journal.count('kills');
    startLater(2 * minute);
  }

  function kill(): void {
    if (!computer.engine()) return;
    computer.kill();
    killed();
  }

  repeat(scene, desk, random, [6 * minute, 40 * minute], () => {
    if (random.next() < 0.5) killSoon = true;
    else kill();
  });

  repeat(scene, desk, random, [30 * minute, 2 * hour], () => {
    if (!computer.engine()) return;
    journal.count('quits');
    void computer.quit();
    startLater(10 * minute);
  });

  return {
    sent() {
      if (!killSoon) return;
      killSoon = false;
      if (random.next() < 0.4) desk.after(random.between(0, longestSend), kill);
      else computer.killAtStoreCall(random.between(0, storeCallsOfSend), random.next() < 0.5, killed);
    },
  };
}
