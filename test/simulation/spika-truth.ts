/** What only Spika has besides messages: reactions, and answers to single messages. */
import type { SpikaService } from '../../main/rehearsal/spika/index.ts';

/** Messages of a page. */
const spikaPage = 50;

/** What a read of the room shows, deleted messages left out. */
export function newestPage(service: SpikaService, room: string): { text: string; reactions: string }[] {
  return service
    .messages(room)
    .slice(-spikaPage)
    .filter(({ deleted, hiddenFor }) => !deleted && hiddenFor.size === 0)
    .map(({ body, reactions }) => {
      const people = Map.groupBy(reactions, ({ reaction }) => reaction);
      const counts = [...people].map(([emoji, records]) => ({ emoji, count: new Set(records.map(({ userId }) => userId)).size }));
      return { text: String(body['text']), reactions: inWords(counts) };
    });
}

/** Equal for equal reactions, whatever their order. */
export function inWords(reactions: readonly { emoji: string; count: number }[]): string {
  return reactions
    .map(({ emoji, count }) => `${emoji} ${count}`)
    .sort()
    .join(', ');
}

/** The text that a message with this one answers, as it was then; null where it answers none. */
export function quotedBy(service: SpikaService, room: string, text: string): string | null {
  const quoted = service.messages(room).find(({ body }) => body['text'] === text)?.body['referenceMessage'];
  return quoted ? String((quoted as { body: { text: string } }).body.text) : null;
}

export function textOf(service: SpikaService, messageId: string): string | null {
  const messages = service.rooms().flatMap(({ id }) => service.messages(id));
  const found = messages.find(({ id }) => String(id) === messageId);
  return found ? String(found.body['text']) : null;
}
