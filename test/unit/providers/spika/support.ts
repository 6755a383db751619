/** What the Spika tests share: a server that is played, and connections to it with either credential. */
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../../main/clock.ts';
import type { LiveSink, ProviderConnection, ProviderContext, RemoteMessage } from '../../../../main/providers/contract.ts';
import { spikaMessaging } from '../../../../main/providers/spika-messaging/index.ts';
import { spikaUser } from '../../../../main/providers/spika-user/index.ts';
import { startSpika, type SpikaService } from '../../../../main/rehearsal/spika/index.ts';
import { key, quietLog, tokensInMemory } from '../support.ts';

export const generations = ['master', 'work/main'] as const;

/** Of the rooms the rehearsal has. */
export const nightWatch = '1';
export const alerts = '2';
export const privateWithInes = '4';
export const me = 'Robin Vale';

type Tokens = ReturnType<typeof tokensInMemory>;
export type Context = ProviderContext & { tokens: Tokens };

export interface Rehearsed {
  service: SpikaService;
  user: Context;
  messaging: Context;
}

/** Ends with the test. */
export async function rehearseSpika(options: Parameters<typeof startSpika>[0] = {}): Promise<Rehearsed> {
  const service = await startSpika(options);
  onTestFinished(() => service.stop());
  const of = (kind: string): Context => {
    const { values, tokens } = service.accounts.find((account) => account.kind === kind)!;
    return { ...contextAt('', values), tokens: tokensInMemory(tokens), clock: options.clock ?? systemClock };
  };
  return { service, user: of('spika-user'), messaging: of('spika-messaging') };
}

/** A context for a server of the test's own; its key and its token are both `key`, which no sentence may hold. */
export function contextAt(address: string, values: Record<string, string> = {}): Context {
  return {
    values: { address, key, telephone: '+31970555123', rooms: '12 Ops alerts', ...values },
    tokens: tokensInMemory({ access: key, user: '7', device: 'device-1', born: String(Date.now()) }),
    fetch,
    clock: systemClock,
    log: quietLog,
  };
}

/** The methods this provider has, all of them. */
export const connectUser = (context: ProviderContext) => spikaUser.connect(context) as Required<ProviderConnection>;
export const connectMessaging = (context: ProviderContext) => spikaMessaging.connect(context) as Required<ProviderConnection>;

export const texts = (messages: readonly RemoteMessage[]) => messages.map((message) => message.text);

export interface Heard {
  sink: LiveSink;
  heard: string[];
  messages: RemoteMessage[];
}

/** Writes down what a live connection says. */
export function listening(): Heard {
  const heard: string[] = [];
  const messages: RemoteMessage[] = [];
  return {
    heard,
    messages,
    sink: {
      connected: () => heard.push('connected'),
      message(room, message) {
        messages.push(message);
        heard.push(`${room}: ${message.deleted ? '(deleted)' : message.text}`);
      },
      touched: (room) => heard.push(`${room ?? 'somewhere'} touched`),
      conversationsChanged: () => heard.push('conversations changed'),
      seen: (room) => heard.push(`${room} seen`),
    },
  };
}

/** A message as Spika tells it. */
export const wireMessage = (more: Record<string, unknown> = {}) => ({
  id: 5,
  roomId: 12,
  fromUserId: 2,
  totalUserCount: 5,
  deliveredCount: 0,
  seenCount: 0,
  type: 'text',
  body: { text: 'Hello' },
  createdAt: 1667553066416,
  modifiedAt: 1667553066416,
  localId: null,
  replyId: null,
  deleted: false,
  ...more,
});
