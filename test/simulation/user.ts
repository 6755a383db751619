/** The one who uses Parley: opens and closes the lid, looks and looks away, writes, reads, and settles what Parley asks about. */
import type { Engine } from '../../main/engine.ts';
import type { Meter } from './meter.ts';
import { hour, minute, repeat, withEngine, type Room, type Scene } from './scene.ts';
import { createSettling, type Settle } from './settling.ts';
import type { Trouble } from './trouble.ts';
import { startWriting } from './writing.ts';

export interface User {
  settle: Settle;
  /** Has this room on screen; null looks away. */
  lookInto(room: Room | null): void;
}

export function startUser(scene: Scene, meter: Meter, trouble: Trouble): User {
  const { computer, desk, journal, rooms, world } = scene;
  const random = scene.randomFor('day');
  const lively = rooms.filter(({ service }) => !service.quiet);
  const settle = createSettling(scene);
  let visible = true;
  let open: Room | null = null;

  function look(): void {
    meter.attention = visible ? 'visible' : 'background';
    withEngine(scene, async ({ sync }) => {
      sync.setAttention(visible ? 'visible' : 'background');
      sync.setOpenConversation(visible ? (open?.id ?? null) : null);
    });
  }

  async function markRead({ store }: Engine): Promise<void> {
    const room = random.pick(lively);
    const before = await store.readConversation(room.id);
    room.marked = { known: before?.caughtUpAt ?? 0, at: world.now(), surely: false };
    await store.markRead(room.id);
    room.marked.surely = true;
  }

  function pause({ accounts, roster }: Engine): void {
    const account = random.pick(roster.all());
    const service = scene.services.find(({ account: own }) => own.name === account.name);
    if (!service || service.quiet) return;
    journal.count('pauses');
    withEngine(scene, () => accounts.setPaused(account.id, true).then(() => meter.setPaused(service, true)));
    desk.after(random.between(minute, 8 * minute), () => {
      meter.setPaused(service, false);
      withEngine(scene, (later) => later.accounts.setPaused(account.id, false));
    });
  }

  function lid(): void {
    const night = new Date(world.now()).getUTCHours() >= 20;
    world.after(random.between(8 * minute, 30 * minute), () => {
      if (!scene.goesOn()) return;
      journal.count('sleeps');
      computer.setAsleep(true);
      world.after(night ? random.between(8 * hour, 9 * hour) : random.between(20 * minute, 3 * hour), () => {
        computer.setAsleep(false);
        look();
        withEngine(scene, async ({ sync }) => sync.readEverythingNow());
        if (scene.goesOn()) lid();
      });
    });
  }

  lid();
  repeat(scene, desk, random, [3 * minute, 30 * minute], () => {
    visible = random.next() < 0.3;
    open = random.pick(lively);
    look();
  });
  startWriting(scene, trouble, () => open);
  repeat(scene, desk, random, [5 * minute, 20 * minute], () => withEngine(scene, settle));
  repeat(scene, desk, random, [2 * minute, 20 * minute], () => withEngine(scene, markRead));
  repeat(scene, desk, random, [20 * minute, hour], () => {
    const engine = computer.engine();
    if (engine) pause(engine);
  });

  return {
    settle,
    lookInto(room) {
      visible = room !== null;
      open = room;
      look();
    },
  };
}
