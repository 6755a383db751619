/**
 * The only file that touches `window.parley`. Every call answers with its value or throws an `IpcError` whose message is a sentence
 * for the user, and every argument leaves as a plain copy.
 */
import type { Answer, Argument, ParleyApi } from '../../preload/contract/api.ts';
import type { Change } from '../../preload/contract/changes.ts';
import { channels, type Area, type ChannelName, type Method } from '../../preload/contract/channels.ts';
import type { ErrorCode, Result } from '../../preload/contract/result.ts';
import { plain } from './plain.svelte.ts';

declare global {
  interface Window {
    parley: ParleyApi;
  }
}

export class IpcError extends Error {
  readonly code: ErrorCode;
  /** What is wrong with single fields of the form that was sent, by field name. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, fields: IpcError['fields'] = {}) {
    super(message);
    this.name = 'IpcError';
    this.code = code;
    this.fields = fields;
  }
}

type Call<C extends ChannelName> = undefined extends Argument<C> ? () => Promise<Answer<C>> : (argument: Argument<C>) => Promise<Answer<C>>;
type Calls = { [A in Area]: { [M in Method<A>]: Call<`${A}.${M}` & ChannelName> } };
type Raw = Record<string, Record<string, (argument?: unknown) => Promise<Result<unknown>>>>;

async function call(area: string, method: string, argument: unknown): Promise<unknown> {
  let result: Result<unknown> | undefined;
  try {
    result = await (window.parley as unknown as Raw)[area]?.[method]?.(plain(argument));
  } catch {
    // The sentence of a broken transport helps nobody; what matters is that nothing was done.
    result = undefined;
  }
  if (!result) throw new IpcError('internal', 'The window lost touch with the rest of Parley. Close Parley and start it again.');
  if (!result.ok) throw new IpcError(result.code, result.message, result.fields);
  return result.value;
}

export const parley = Object.fromEntries(
  Object.entries(channels).map(([area, methods]) => [
    area,
    Object.fromEntries(methods.map((method) => [method, (argument?: unknown) => call(area, method, argument)])),
  ]),
) as unknown as Calls;

/** Calls back with every batch of changes, in order; the answer ends it. */
export function subscribe(listener: (changes: Change[]) => void): () => void {
  return window.parley.onChanges(listener);
}

/** What a failed call said about single fields. */
export function fieldsOf(error: unknown): IpcError['fields'] {
  return error instanceof IpcError ? error.fields : {};
}

export function sentenceOf(error: unknown): string {
  return error instanceof IpcError ? error.message : 'Something in Parley went wrong. Try again.';
}
