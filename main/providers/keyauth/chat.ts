/** Reading and writing a channel. */
import type { Known, ProviderContext, RemotePage, SendReceipt } from '../contract.ts';
import { Rejected } from '../errors.ts';
import { toPage } from './align.ts';
import { authorKey, createAuthors } from './authors.ts';
import { toLines } from './map.ts';
import { readRefusal, sendRefusal } from './refusals.ts';
import type { AccountSession } from './session.ts';
import { settingsOf } from './settings.ts';

export interface Chat {
  /** The newest lines, at most 50; none for a channel that is empty or does not exist: KeyAuth answers the same to both. */
  read(channel: string, known: Known, signal: AbortSignal): Promise<RemotePage>;
  send(channel: string, text: string, signal: AbortSignal): Promise<SendReceipt>;
}

export function createChat({ values, tokens }: ProviderContext, session: AccountSession): Chat {
  return {
    async read(channel, known, signal) {
      const { success, message, body } = await session.call('chatget', { channel }, false, signal);
      if (!success) throw readRefusal(message, channel, session.secrets());
      const authorOf = createAuthors(settingsOf(values).credentials, await authorKey(tokens));
      // A line that is not kept here has nothing among the known ones to be found by.
      const window = toLines(body, authorOf).filter((line) => line.sentAt >= (known.keptFrom ?? 0));
      return toPage(known.newest, window);
    },

    async send(channel, text, signal) {
      const stored = asStored(text);
      if (stored === '')
        throw new Rejected('There is nothing to send: KeyAuth removes blanks and everything that looks like a tag.', 'invalid');
      const { success, message } = await session.call('chatsend', { channel, message: text }, true, signal);
      if (!success) throw sendRefusal(message, channel, session.secrets());
      return { renderedText: stored, message: null };
    },
  };
}

/**
 * What KeyAuth will keep of a text: it takes tags away and then the blanks around. PHP's `strip_tags` takes a “<” for the beginning of a
 * tag unless a blank follows, and one without an end for everything after it.
 */
function asStored(text: string): string {
  return text.replace(/<(?!\s)[^>]*(?:>|$)/g, '').trim();
}
