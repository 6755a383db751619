/** Jobs about one thing, one after another; jobs about different things side by side. */
export type InTurn = <Value>(id: string, job: () => Promise<Value>) => Promise<Value>;

/** Settles as the job does; a job that fails holds up none after it. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (id, job) => {
    const next = (last.get(id) ?? Promise.resolve()).then(job);
    last.set(
      id,
      next.catch(() => undefined),
    );
    return next;
  };
}
