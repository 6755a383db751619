/** The only door through which the renderer reaches main: checks who asks and what, times the call, and always answers an envelope. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { Answer } from '../../preload/contract/api.ts';
import type { ChannelName } from '../../preload/contract/channels.ts';
import type { Result } from '../../preload/contract/result.ts';
import { schemas, type Schemas } from '../../preload/contract/schemas.ts';
import type { z } from 'zod';
import type { Logger } from '../providers/contract.ts';
import { asProblem } from './as-problem.ts';
import { isOurPage } from './sender.ts';

export type Handler<C extends ChannelName> = (argument: z.output<Schemas[C]>) => Promise<Answer<C>> | Answer<C>;
export type Handlers = { [C in ChannelName]: Handler<C> };

/** Calls longer than this are logged, ms. */
const slow = 250;

export function registerHandlers(handlers: Handlers, log: Logger): void {
  for (const channel of Object.keys(handlers) as ChannelName[]) register(channel, handlers, log);
}

function register<C extends ChannelName>(channel: C, handlers: Handlers, log: Logger): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, argument: unknown): Promise<Result<Answer<C>>> => {
    if (!isOurPage(event.senderFrame)) {
      log.warn('call from a foreign page refused', { channel });
      return { ok: false, code: 'forbidden-sender', message: 'Only Parley’s own page may ask this.' };
    }
    const parsed = schemas[channel].safeParse(argument);
    if (!parsed.success) {
      // Paths and expectations only: the values may be secret.
      const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'argument'} (${issue.code})`).join(', ');
      log.warn('call with an unfit argument refused', { channel, where });
      return { ok: false, code: 'invalid-argument', message: `Parley asked itself something malformed: ${where}.` };
    }
    const startedAt = performance.now();
    try {
      return { ok: true, value: await (handlers[channel] as Handler<C>)(parsed.data as z.output<Schemas[C]>) };
    } catch (error) {
      return { ok: false, ...asProblem(error, (text) => log.warn('call failed', { channel, error: text })) };
    } finally {
      const milliseconds = Math.round(performance.now() - startedAt);
      if (milliseconds > slow && channel !== 'accounts.check') log.debug('slow call', { channel, milliseconds });
    }
  });
}
