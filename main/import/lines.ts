/** The lines of a file as it is read, piece by piece. Only "\n" ends one: JSON texts may hold other ends of lines as they are. */
import { createReadStream } from 'node:fs';

/** Longer ones are no line of ours, bytes. */
const longest = 64_000_000;
const newline = 0x0a;

export interface FileLine {
  /** Null for one that is too long. */
  text: string | null;
  /** Where it ends in the file. */
  end: number;
}

export async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let length = 0;
  let end = 0;
  const add = (part: Buffer) => {
    length += part.length;
    // Of one that is too long nothing is kept but how long it is.
    parts = length > longest ? [] : [...parts, part];
  };
  const take = (): FileLine => {
    const text = length > longest ? null : Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return { text, end };
  };
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at));
      end += at + 1 - from;
      from = at + 1;
      yield take();
    }
    add(chunk.subarray(from));
    end += chunk.length - from;
  }
  if (length > 0) yield take();
}
