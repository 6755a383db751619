/** Watches at the services in which order the user's changes arrive: one that is older than what was there already undoes it. */
import type { Call } from '../../main/rehearsal/reply.ts';
import type { Journal } from './journal.ts';
import { readNote } from './notes.ts';

/** To be called with each request as it arrives. */
export function watchOrderOfChanges(journal: Journal): (call: Call) => void {
  const versions = new Map<number, number>();
  return ({ method, body }) => {
    if (method !== 'PUT') return;
    const note = Object.values(JSON.parse(body) as Record<string, unknown>).map((value) => readNote(String(value)))[0];
    if (!note) return;
    const before = versions.get(note.number) ?? 0;
    if (note.version < before) journal.problem(`version ${note.version} of note ${note.number} arrived after version ${before}`);
    versions.set(note.number, note.version);
  };
}
