import type { Change, RehearsalState } from '../../../preload/contract/changes.ts';
import { parley } from '../ipc.ts';

/** The built-in sample services. */
export class Rehearsal {
  state = $state.raw<RehearsalState>({ running: false, accountIds: [], faults: [], activeFault: null });
  busy = $state(false);

  readonly fault = $derived(this.state.faults.find(({ id }) => id === this.state.activeFault));

  async start(): Promise<void> {
    await this.#change(() => parley.rehearsal.start());
  }

  async stop(): Promise<void> {
    await this.#change(() => parley.rehearsal.stop());
  }

  async setFault(id: string | null): Promise<void> {
    await this.#change(() => parley.rehearsal.setFault({ id }));
  }

  async #change(call: () => Promise<RehearsalState>): Promise<void> {
    this.busy = true;
    try {
      this.state = await call();
    } finally {
      this.busy = false;
    }
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) if (change.type === 'rehearsal') this.state = change.value;
  }
}
