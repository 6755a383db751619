/** Spika's live updates: one event stream for everything that happens in the user's rooms. */
import { z } from 'zod';
import type { LiveSink, ProviderContext } from '../contract.ts';
import { Unreachable } from '../errors.ts';
import { parseJson } from '../http.ts';
import { idSchema, messageSchema, recordSchema } from '../spika/schemas.ts';
import type { UserClient } from './client.ts';
import { createEventReader } from './event-stream.ts';
import type { Messages } from './messages.ts';

/** Spika sends a sign of life every five seconds. */
const longestSilence = 20_000;

const eventSchema = z.looseObject({ type: z.string() });
const messageEvent = z.looseObject({ message: messageSchema });
/** The newer generation adds the room. */
const recordEvent = z.looseObject({ messageRecord: recordSchema.extend({ roomId: idSchema.nullish().catch(null) }) });
const seenEvent = z.looseObject({ roomId: idSchema });

/** Always throws: the signal's reason, or why the stream broke. */
export async function listen(
  { clock, log }: Pick<ProviderContext, 'clock' | 'log'>,
  client: UserClient,
  messages: Messages,
  sink: LiveSink,
  signal: AbortSignal,
): Promise<never> {
  const silence = new AbortController();
  const host = () => client.address().host;
  let stopWaiting = () => {};

  function wait(): void {
    stopWaiting();
    stopWaiting = clock.after(longestSilence, () => silence.abort(new Unreachable(`“${host()}” has fallen silent.`, 'no')));
  }

  async function handle(data: string): Promise<void> {
    // The sign of life of one generation is empty, that of the other an event of its own type, `PING`.
    if (data === '') return;
    const event = eventSchema.safeParse(parseJson(data)).data;
    if (!event) return log.debug('live update that is no event', { characters: data.length });
    switch (event.type) {
      case 'NEW_MESSAGE':
      case 'UPDATE_MESSAGE':
      case 'DELETE_MESSAGE': {
        const { data: told } = messageEvent.safeParse(event);
        if (!told) return log.debug('live update without a usable message', { type: event.type });
        const [message] = await messages.named([told.message], signal);
        if (message) sink.message(String(told.message.roomId), message);
        return;
      }
      case 'NEW_MESSAGE_RECORD':
      case 'DELETE_MESSAGE_RECORD': {
        const record = recordEvent.safeParse(event).data?.messageRecord;
        if (!record) return log.debug('live update without a usable record', { type: event.type });
        const { type, userId, roomId } = record;
        // Parley's own reading makes records, too: to read because of them would never end.
        if (type === 'delivered' || (type === 'seen' && userId === client.ownId())) return;
        return sink.touched(roomId === null || roomId === undefined ? null : String(roomId));
      }
      case 'NEW_ROOM':
      case 'UPDATE_ROOM':
      case 'DELETE_ROOM':
      case 'REMOVED_FROM_ROOM':
        return sink.conversationsChanged();
      case 'SEEN_ROOM': {
        const { data: told } = seenEvent.safeParse(event);
        if (told) sink.seen(String(told.roomId));
      }
    }
  }

  try {
    const pieces = await client.stream(AbortSignal.any([signal, silence.signal]));
    const read = createEventReader();
    sink.connected();
    wait();
    for await (const piece of pieces) {
      for (const data of read(piece)) {
        stopWaiting();
        await handle(data);
        wait();
      }
    }
    throw new Unreachable(`“${host()}” ended the live updates.`, 'no');
  } finally {
    stopWaiting();
  }
}
