/** A service's answer as `fetch` hands it out: whole, cut, trickling, or open for as long as the connection lasts. */
import { isStream, type Outcome, type Reply, type StreamReply } from '../../main/rehearsal/reply.ts';
import type { ProgramClock } from './clock.ts';

/** As undici has them: one sentence, and the facts in the cause. */
const failure = (message: string, code: string, syscall: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code, syscall }) });
export const connectionReset = () => failure('read ECONNRESET', 'ECONNRESET', 'read');
export const unreachable = () => failure('connect ENETUNREACH', 'ENETUNREACH', 'connect');
const terminated = () => new TypeError('terminated', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) });

export interface Answer {
  /** Headers have arrived. `closed` is called when the body is complete. */
  begin(outcome: Exclude<Outcome, string>, now: number, closed: () => void): Response;
  /** The connection broke, or the program no longer wants it. */
  fail(reason: unknown): void;
  /** The connection hangs: what the service still says is not heard. */
  leave(): void;
}

/** `delay` is how long what is said later takes to arrive, ms. */
export function createAnswer(program: ProgramClock, delay: () => number): Answer {
  let body: ReadableStreamDefaultController<Uint8Array> | null = null;
  let hangUp = () => {};
  let listening = true;

  function open(reply: StreamReply, closed: () => void): ReadableStream<Uint8Array> {
    let lastArrival = 0;
    return new ReadableStream({
      start(controller) {
        body = controller;
        hangUp = reply.open((text) => {
          // What was said first arrives first.
          lastArrival = Math.max(lastArrival, program.now() + delay());
          program.after(lastArrival - program.now(), () => void (listening && controller.enqueue(new TextEncoder().encode(text))));
        });
      },
      cancel() {
        listening = false;
        hangUp();
        closed();
      },
    });
  }

  function trickle({ body: text, dripFor = 0 }: Reply, closed: () => void): ReadableStream<Uint8Array> {
    const bytes = new TextEncoder().encode(text);
    return new ReadableStream({
      start(controller) {
        body = controller;
        controller.enqueue(bytes.subarray(0, bytes.length / 2));
        program.after(dripFor, () => {
          if (!listening) return;
          controller.enqueue(bytes.subarray(bytes.length / 2));
          controller.close();
          closed();
        });
      },
      cancel: closed,
    });
  }

  return {
    begin(outcome, now, closed) {
      const { status } = outcome;
      if (isStream(outcome)) return new Response(open(outcome, closed), { status, headers: outcome.headers });
      const headers = { date: new Date(now + (outcome.dateAhead ?? 0)).toUTCString(), ...outcome.headers };
      if (outcome.dripFor !== undefined && outcome.body !== '') return new Response(trickle(outcome, closed), { status, headers });
      closed();
      if ([204, 205, 304].includes(status)) return new Response(null, { status, headers });
      return new Response(outcome.cutAt === undefined ? outcome.body : cut(outcome.body, outcome.cutAt), { status, headers });
    },
    fail(reason) {
      if (!listening) return;
      listening = false;
      hangUp();
      body?.error(reason);
    },
    leave() {
      listening = false;
      hangUp();
    },
  };
}

function cut(text: string, at: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let given = false;
  return new ReadableStream({
    pull(controller) {
      if (given) return controller.error(terminated());
      given = true;
      controller.enqueue(bytes.subarray(0, Math.floor(bytes.length * at)));
    },
  });
}
