/** Reads server-sent events as they trickle in (WHATWG HTML, 9.2). Spika uses their `data` and nothing else. */
import { Protocol } from '../errors.ts';

/** Characters an event may have. */
const longestEvent = 5_000_000;

/** The answer takes the stream's pieces, however they were cut, and gives the data of the events that are complete with each of them. */
export function createEventReader(): (piece: Uint8Array) => string[] {
  const decoder = new TextDecoder();
  let line = '';
  let data: string[] = [];
  let size = 0;
  let endedWithReturn = false;

  function endLine(events: string[]): void {
    if (line === '' && data.length > 0) {
      events.push(data.join('\n'));
      data = [];
      size = 0;
    }
    const [, value] = /^data(?::\x20?(.*))?$/s.exec(line) ?? [null, null];
    if (value !== null) data.push(value ?? '');
    line = '';
  }

  return (piece) => {
    const events: string[] = [];
    const text = decoder.decode(piece, { stream: true });
    if (text === '') return events;
    // A line may end with CR, LF or both, and the two may come in different pieces.
    const fresh = endedWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    endedWithReturn = text.endsWith('\r');
    const parts = fresh.split(/\r\n|\r|\n/);
    for (const [index, part] of parts.entries()) {
      line += part;
      size += part.length;
      if (size > longestEvent) throw new Protocol('Spika sent a live update larger than Parley reads.', 'no');
      if (index < parts.length - 1) endLine(events);
    }
    return events;
  };
}
