/** Speaks to the Node inspector of a main process: the same on Electron and on the Chromium host. */

interface Reply {
  id?: number;
  method?: string;
  result?: { result: { value?: unknown; type: string }; exceptionDetails?: { text: string; exception?: { description?: string } } };
  error?: { message: string };
}

/** What `evaluate` hands to the function: the `electron` module as main sees it. */
export type ElectronModule = typeof import('electron');

export class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      // A process that ends waits for us to let go.
      if (reply.method === 'NodeRuntime.waitingForDisconnect') socket.close();
      if (reply.id === undefined) return;
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    socket.addEventListener('close', () => {
      for (const answer of this.#waiting.values()) answer({ error: { message: 'main has ended' } });
      this.#waiting.clear();
    });
  }

  static async connect(address: string): Promise<Inspector> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error(`No inspector at ${address}`)), { once: true });
    });
    const inspector = new Inspector(socket);
    await inspector.#call('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
    return inspector;
  }

  /** Runs `work` inside main. It sees its two arguments and main's globals, nothing of the test; both ways only JSON crosses. */
  async evaluate<Result, Given = undefined>(
    work: (electron: ElectronModule, given: Given) => Result,
    given?: Given,
  ): Promise<Awaited<Result>> {
    const electron = `process.getBuiltinModule('node:module').createRequire(process.cwd() + '/')('electron')`;
    const expression = `Promise.resolve((${work})(${electron}, ${given === undefined ? 'undefined' : JSON.stringify(given)}))`;
    const reply = await this.#call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const failure = reply.result?.exceptionDetails;
    if (failure) throw new Error(failure.exception?.description ?? failure.text);
    if (reply.error) throw new Error(reply.error.message);
    return reply.result?.result.value as Awaited<Result>;
  }

  close(): void {
    this.#socket.close();
  }

  #call(method: string, params: object): Promise<Reply> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
