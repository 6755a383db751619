/** The messages of a chat, page by page. */
import type { Known, RemotePage } from '../contract.ts';
import type { Access } from './access.ts';
import { expectJson, type Client } from './client.ts';
import type { Directory } from './directory.ts';
import { toMessage, type ReadMessage } from './map.ts';
import { toListing, type Listing } from './paging.ts';
import { createTimeline, type Slice, type Timeline } from './timeline.ts';

export interface Reading {
  latest(chatId: string, known: Known, signal: AbortSignal): Promise<RemotePage>;
  before(chatId: string, order: number, signal: AbortSignal): Promise<RemotePage>;
}

export function createReading(client: Client, access: Access, directory: Directory): Reading {
  const timelines = new Map<string, Timeline>();

  function timelineOf(chatId: string): Timeline {
    const timeline =
      timelines.get(chatId) ??
      createTimeline(async (page, size, signal) => {
        const path = `/api/chats/${encodeURIComponent(chatId)}/messages?per_page=${size}&page=${page}`;
        const json = await access.inChat(
          chatId,
          'readMessages',
          (bearer) => client.call({ method: 'GET', path, bearer, about: 'this chat' }, signal),
          signal,
        );
        return toSlice(toListing(expectJson(json), 'messages'), size);
      });
    timelines.set(chatId, timeline);
    return timeline;
  }

  return {
    async latest(chatId, known, signal) {
      const { messages, whole } = await timelineOf(chatId).latest(known, signal);
      return { messages: await directory.name(chatId, messages, signal), whole };
    },
    async before(chatId, order, signal) {
      const messages = await timelineOf(chatId).before(order, signal);
      return { messages: await directory.name(chatId, messages, signal) };
    },
  };
}

/** `asked` is the page size that was asked for. */
export function toSlice({ items, more, size }: Listing, asked: number): Slice {
  const asSent = items.map((json, index) => toMessage(json, `[${index}]`));
  const messages = [...new Map(asSent.map((message) => [message.remoteId, message])).values()].sort(compare);
  return {
    messages,
    count: items.length,
    more,
    size: size ?? (more && items.length > 0 ? items.length : asked),
    tidy: isSorted(asSent) || isSorted([...asSent].reverse()),
  };
}

function compare(a: ReadMessage, b: ReadMessage): number {
  return a.order - b.order || (a.remoteId < b.remoteId ? -1 : 1);
}

const isSorted = (messages: ReadMessage[]) =>
  messages.every((message, index) => index === 0 || messages[index - 1]!.order <= message.order);
