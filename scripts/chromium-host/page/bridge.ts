/**
 * One half of the context bridge. The same code runs in the page's world and in the preload's; the halves talk synchronously over events
 * on a node that belongs to neither document nor page, and the browser itself copies what crosses.
 * It is put into the page as source, so it must not refer to anything outside itself.
 */
export interface BridgeChannel {
  dispatchEvent(event: object): boolean;
}

/** A value without its functions and promises, and where those belong. */
export interface Packed {
  tree: unknown;
  marks: { path: string[]; kind: 'function' | 'promise'; id: number }[];
}

export interface BridgeHalf {
  pack(value: unknown): Packed;
  unpack(packed: Packed): unknown;
  ask(request: Record<string, unknown>): unknown;
  /** Answers what the other half asks for, apart from calls of functions it was given. */
  onRequest: ((request: Record<string, unknown>) => unknown) | null;
}

export interface BridgePlatform {
  channel: BridgeChannel;
  /** Event types: what this half sends and what it hears. */
  sends: string;
  hears: string;
}

export function createBridgeHalf({ channel, sends, hears }: BridgePlatform): BridgeHalf {
  // The page may replace every one of these later.
  const { apply, construct, ownKeys } = Reflect;
  const { getPrototypeOf, prototype: objectPrototype, create, defineProperty } = Object;
  const { isArray } = Array;
  const clone = structuredClone;
  const PromiseClass = Promise;
  const ErrorClass = Error;
  const CustomEventClass = (globalThis as unknown as { CustomEvent: new (type: string, options: object) => object }).CustomEvent;
  const detailOf = Object.getOwnPropertyDescriptor(CustomEventClass.prototype as object, 'detail')?.get as () => unknown;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const settle = PromiseClass.prototype.then;

  const refusal = 'An object could not be cloned.';
  const deepest = 1000;
  type Callable = (...values: unknown[]) => unknown;
  const given = new Map<number, Callable>();
  const promised = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  const answers = new Map<number, { ok: boolean; value: Packed }>();
  const forgotten = new FinalizationRegistry<number>((id) => send({ kind: 'release', id }));
  let nextId = 1;
  const half: BridgeHalf = { pack, unpack, ask, onRequest: null };

  function send(detail: object): void {
    const options = create(null) as { detail: object };
    options.detail = detail;
    apply(dispatchEvent, channel, [construct(CustomEventClass, [sends, options]) as object]);
  }

  function pack(value: unknown): Packed {
    const marks: Packed['marks'] = [];
    return { tree: strip(value, [], marks, 0), marks };
  }

  function strip(value: unknown, path: string[], marks: Packed['marks'], depth: number): unknown {
    if (depth > deepest)
      throw new ErrorClass('Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.');
    if (typeof value === 'function') {
      const id = nextId++;
      given.set(id, value as Callable);
      marks.push({ path, kind: 'function', id });
      return null;
    }
    if (typeof value === 'symbol') throw new ErrorClass(refusal);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof PromiseClass) {
      const id = nextId++;
      marks.push({ path, kind: 'promise', id });
      apply(settle, value, [(result: unknown) => tell(id, true, result), (reason: unknown) => tell(id, false, reason)]);
      return null;
    }
    const reason = whyUncloneable(value);
    return reason === null ? clone(value) : stripObject(value, reason, path, marks, depth);
  }

  function whyUncloneable(value: unknown): string | null {
    try {
      clone(value);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /**
   * What cannot be cloned whole may hold functions. A proxy must not pass for such an object: the refusal of an object names its first part
   * that cannot be cloned, the refusal of a proxy the proxy itself.
   */
  function stripObject(value: object, reason: string, path: string[], marks: Packed['marks'], depth: number): unknown {
    const prototype: unknown = getPrototypeOf(value);
    if (!isArray(value) && prototype !== objectPrototype && prototype !== null) throw new ErrorClass(refusal);
    const copy = (isArray(value) ? [] : {}) as Record<string, unknown>;
    let culprit: string | null = null;
    for (const key of ownKeys(value)) {
      if (typeof key !== 'string' || !apply(objectPrototype.propertyIsEnumerable, value, [key])) continue;
      const part = (value as Record<string, unknown>)[key];
      culprit ??= whyUncloneable(part);
      const stripped = strip(part, [...path, key], marks, depth + 1);
      defineProperty(copy, key, { value: stripped, writable: true, enumerable: true, configurable: true });
    }
    if (culprit !== reason) throw new ErrorClass(refusal);
    return copy;
  }

  function tell(id: number, ok: boolean, outcome: unknown): void {
    try {
      send({ kind: 'settle', id, ok, value: ok ? pack(outcome) : packError(outcome) });
    } catch (error) {
      send({ kind: 'settle', id, ok: false, value: packError(error) });
    }
  }

  /** Of an error only its words cross. */
  function packError(reason: unknown): Packed {
    if (reason instanceof ErrorClass) return { tree: new ErrorClass(reason.message), marks: [] };
    try {
      return pack(reason);
    } catch {
      return { tree: new ErrorClass(refusal), marks: [] };
    }
  }

  function unpack({ tree, marks }: Packed): unknown {
    let root = tree;
    for (const { path, kind, id } of marks) {
      const value = kind === 'function' ? remoteFunction(id) : remotePromise(id);
      if (path.length === 0) {
        root = value;
        continue;
      }
      let holder = root as Record<string, unknown>;
      for (let at = 0; at < path.length - 1; at++) holder = holder[path[at] as string] as Record<string, unknown>;
      defineProperty(holder, path[path.length - 1] as string, { value, writable: true, enumerable: true, configurable: true });
    }
    return root;
  }

  function remoteFunction(id: number): Callable {
    const call = (...values: unknown[]) => ask({ kind: 'call', id, values: pack(values) });
    forgotten.register(call, id);
    return call;
  }

  function remotePromise(id: number): Promise<unknown> {
    return new PromiseClass((resolve, reject) => promised.set(id, { resolve, reject }));
  }

  function ask(request: Record<string, unknown>): unknown {
    const ticket = nextId++;
    send({ ...request, ticket });
    const answer = answers.get(ticket);
    answers.delete(ticket);
    if (!answer) throw new ErrorClass('The other world is gone.');
    const value = unpack(answer.value);
    if (!answer.ok) throw value;
    return value;
  }

  function hear(message: Record<string, unknown>): void {
    const id = message['id'] as number;
    switch (message['kind']) {
      case 'answer':
        answers.set(message['ticket'] as number, message as unknown as { ok: boolean; value: Packed });
        return;
      case 'settle': {
        const waiting = promised.get(id);
        promised.delete(id);
        const value = unpack(message['value'] as Packed);
        if (message['ok']) waiting?.resolve(value);
        else waiting?.reject(value);
        return;
      }
      case 'release':
        given.delete(id);
        return;
      default:
        reply(message);
    }
  }

  function reply(message: Record<string, unknown>): void {
    const ticket = message['ticket'];
    try {
      const value = message['kind'] === 'call' ? callGiven(message) : half.onRequest?.(message);
      send({ kind: 'answer', ticket, ok: true, value: pack(value) });
    } catch (error) {
      send({ kind: 'answer', ticket, ok: false, value: packError(error) });
    }
  }

  function callGiven(message: Record<string, unknown>): unknown {
    const called = given.get(message['id'] as number);
    if (!called) throw new ErrorClass('The function is gone.');
    return apply(called, undefined, unpack(message['values'] as Packed) as unknown[]);
  }

  apply(addEventListener, channel, [hears, (event: object) => hear(apply(detailOf, event, []) as Record<string, unknown>)]);
  return half;
}
