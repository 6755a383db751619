/** The one who uses Parley: opens and closes the lid, looks and looks away, writes, reads, and settles what Parley asks about. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { Engine } from '../../main/engine.ts';
import type { Meter } from './meter.ts';
import { hour, minute, repeat, second, withEngine, type Room, type Scene } from './scene.ts';
import type { Trouble } from './trouble.ts';

export interface User {
  /** Decides on everything Parley could not decide alone. */
  tidyUp(engine: Engine): Promise<void>;
}

export function startUser(scene: Scene, meter: Meter, trouble: Trouble): User {
  const { computer, desk, journal, rooms, world } = scene;
  const random = scene.randomFor('user');
  const lively = rooms.filter(({ service }) => !service.quiet);
  const checked = new Set<string>();
  let visible = true;
  let open: Room | null = null;

  function look(): void {
    meter.attention = visible ? 'visible' : 'background';
    withEngine(scene, async ({ sync }) => {
      sync.setAttention(visible ? 'visible' : 'background');
      sync.setOpenConversation(visible ? (open?.id ?? null) : null);
    });
  }

  function write(engine: Engine): void {
    const room = open && random.next() < 0.5 ? open : random.pick(lively);
    const send = {
      id: `send-${journal.sends.length + 1}`,
      room,
      text: `Note ${journal.sends.length + 1} of day ${scene.seed}`,
      taken: false,
    };
    journal.sends.push(send);
    withEngine(scene, async () => {
      await engine.outbox.send({ conversationId: room.id, clientId: send.id, text: send.text });
      send.taken = true;
    });
    trouble.sent();
  }

  /** Asks Parley to look once more; if that did not help, looks with other eyes. */
  function wordOn({ id, text, conversationId }: OutboxItem): 'check-again' | 'send-again' | 'delivered' {
    if (!checked.has(id)) {
      checked.add(id);
      return 'check-again';
    }
    const room = rooms.find((candidate) => candidate.id === conversationId);
    const there = room?.service.service.truth(room.remoteId).some((line) => line.text === text);
    return there ? 'delivered' : 'send-again';
  }

  async function tidyUp({ outbox, store }: Engine): Promise<void> {
    for (const item of await store.readStuckOutbox()) {
      if (item.state === 'failed') await outbox.retry(item.id);
      else if (item.state === 'unknown') await outbox.resolve(item.id, wordOn(item));
    }
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
  repeat(scene, desk, random, [10 * second, 4 * minute], () => {
    const engine = computer.engine();
    if (engine) write(engine);
  });
  repeat(scene, desk, random, [5 * minute, 20 * minute], () => withEngine(scene, tidyUp));
  repeat(scene, desk, random, [2 * minute, 20 * minute], () => withEngine(scene, markRead));
  repeat(scene, desk, random, [20 * minute, hour], () => {
    const engine = computer.engine();
    if (engine) pause(engine);
  });

  return {
    tidyUp,
  };
}
