/** Opening the engine once, and once more when the user asks after a failure: the disk may have room again. */
export interface Opening<Engine> {
  /** The running engine; rejects while the last start failed. */
  engine(): Promise<Engine>;
  /** Starts anew if the last start failed. */
  startAgain(): Promise<Engine>;
}

export function createOpening<Engine>(open: () => Promise<Engine>): Opening<Engine> {
  let current: Promise<Engine> | null = null;

  function engine(): Promise<Engine> {
    current ??= open();
    return current;
  }

  return {
    engine,
    startAgain() {
      const before = engine();
      return before.catch(() => {
        if (current === before) current = null;
        return engine();
      });
    },
  };
}
