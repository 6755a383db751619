/** Watches at the services how the user's changes arrive, and what is answered. */
import type { Call, Outcome } from '../../main/rehearsal/reply.ts';
import type { Journal } from './journal.ts';
import { readNote } from './notes.ts';
import type { SimulatedService } from './services.ts';

export interface WatchedChanges {
  /** To be called with each request as it arrives. */
  arrived(call: Call): void;
  answered(service: SimulatedService, call: Call, outcome: Outcome): void;
}

export function watchChanges(journal: Journal): WatchedChanges {
  const versions = new Map<number, number>();
  return {
    /** A change that is older than what was there already would undo it. */
    arrived({ method, body }) {
      if (method !== 'PUT') return;
      const note = Object.values(JSON.parse(body) as Record<string, unknown>).map((value) => readNote(String(value)))[0];
      if (!note) return;
      const before = versions.get(note.number) ?? 0;
      if (note.version < before) journal.problem(`version ${note.version} of note ${note.number} arrived after version ${before}`);
      versions.set(note.number, note.version);
    },

    /** Where the service says that there is nothing to delete, Parley takes that for done: it cannot know better. */
    answered({ said }, { method, path }, outcome) {
      if (method !== 'DELETE' || typeof outcome === 'string' || outcome.status !== 404) return;
      const note = readNote(said?.(path.split('/').at(-1)!) ?? '');
      if (note) journal.denied.add(note.number);
    },
  };
}
