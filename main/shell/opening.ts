/** Opening the engine once, and once more when the user asks: after a failure the disk may have room again, after damage it is repaired. */
export interface Opening<Engine> {
  /** The running engine; rejects while the last start failed. */
  engine(): Promise<Engine>;
  /** Starts anew if the last start failed. */
  startAgain(): Promise<Engine>;
  /** Ends the running engine and starts another. Whoever asks for the engine meanwhile waits for that one. */
  reopen(close: (before: Engine) => Promise<void>): Promise<Engine>;
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
    reopen(close) {
      // A start that failed left nothing to close.
      current = engine()
        .then(close, () => undefined)
        .then(open);
      return current;
    },
  };
}
