/**
 * How values travel between main and the preload's world: as text that keeps what structured clone keeps of plain data.
 * Runs on both sides: it is also put into the page as source, so it must not refer to anything outside itself.
 */
export interface Wire {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function createWire(): Wire {
  type Node = string | number | boolean | null | [string, ...unknown[]];
  const refusal = 'An object could not be cloned.';
  const arrays = { Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array };

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  function encode(value: unknown): string {
    let cloned: unknown;
    try {
      // Refuses functions, symbols, proxies, promises, nodes: exactly what Electron refuses.
      cloned = structuredClone(value);
    } catch {
      throw new Error(refusal);
    }
    const nodes: Node[] = [];
    const indexes = new Map<object, number>();

    function add(item: unknown): number {
      if (typeof item === 'object' && item !== null) {
        const known = indexes.get(item);
        if (known !== undefined) return known;
        const index = nodes.push(null) - 1;
        indexes.set(item, index);
        nodes[index] = describe(item);
        return index;
      }
      if (typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0)))
        return nodes.push(['number', Object.is(item, -0) ? '-0' : String(item)]) - 1;
      if (typeof item === 'bigint') return nodes.push(['bigint', String(item)]) - 1;
      if (item === undefined) return nodes.push(['undefined']) - 1;
      return nodes.push(item as string | number | boolean | null) - 1;
    }

    function describe(item: object): Node {
      if (Array.isArray(item)) return ['array', ...item.map(add)];
      if (item instanceof Date) return ['date', item.getTime()];
      if (item instanceof Map) return ['map', ...[...item].flatMap(([key, entry]) => [add(key), add(entry)])];
      if (item instanceof Set) return ['set', ...[...item].map(add)];
      if (item instanceof Error) return ['error', item.name, item.message];
      if (item instanceof ArrayBuffer) return ['bytes', 'ArrayBuffer', toBase64(new Uint8Array(item))];
      if (ArrayBuffer.isView(item)) {
        const name = Object.keys(arrays).find((candidate) => item instanceof arrays[candidate as keyof typeof arrays]);
        if (name) return ['bytes', name, toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength))];
      }
      const prototype: unknown = Object.getPrototypeOf(item);
      if (prototype !== Object.prototype && prototype !== null) throw new Error(refusal);
      return ['object', ...Object.entries(item).flatMap(([key, entry]) => [key, add(entry)])];
    }

    add(cloned);
    return JSON.stringify(nodes);
  }

  function decode(text: string): unknown {
    const nodes = JSON.parse(text) as Node[];
    const made = new Map<number, unknown>();

    function read(index: number): unknown {
      if (made.has(index)) return made.get(index);
      const node = nodes[index];
      if (!Array.isArray(node)) return node;
      const [kind, ...parts] = node;
      const keep = <Value>(value: Value): Value => {
        made.set(index, value);
        return value;
      };
      switch (kind) {
        case 'undefined':
          return undefined;
        case 'number':
          return Number(parts[0]);
        case 'bigint':
          return BigInt(parts[0] as string);
        case 'date':
          return keep(new Date(parts[0] === null ? Number.NaN : (parts[0] as number)));
        case 'error': {
          const error = keep(new Error(parts[1] as string));
          error.name = parts[0] as string;
          return error;
        }
        case 'bytes': {
          const { buffer } = fromBase64(parts[1] as string);
          return keep(parts[0] === 'ArrayBuffer' ? buffer : new arrays[parts[0] as keyof typeof arrays](buffer));
        }
        case 'array': {
          const array = keep<unknown[]>([]);
          for (const part of parts) array.push(read(part as number));
          return array;
        }
        case 'set': {
          const set = keep(new Set<unknown>());
          for (const part of parts) set.add(read(part as number));
          return set;
        }
        case 'map': {
          const map = keep(new Map<unknown, unknown>());
          for (let at = 0; at < parts.length; at += 2) map.set(read(parts[at] as number), read(parts[at + 1] as number));
          return map;
        }
        default: {
          const object = keep<Record<string, unknown>>({});
          for (let at = 0; at < parts.length; at += 2)
            Object.defineProperty(object, parts[at] as string, {
              value: read(parts[at + 1] as number),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          return object;
        }
      }
    }

    return read(0);
  }

  return { encode, decode };
}
