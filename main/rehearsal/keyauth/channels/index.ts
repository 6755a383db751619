/** The channels of “Keepers of the Light”, an invented game, in the order in which the account names them. */
import { harbour } from './harbour.ts';
import { lanternRoom } from './lantern-room.ts';
import { lostAndFound } from './lost-and-found.ts';
import { nightWatch } from './night-watch.ts';
import type { ChannelScript } from './script.ts';
import { signals } from './signals.ts';

export const channelScripts: readonly ChannelScript[] = [harbour, lanternRoom, nightWatch, signals, lostAndFound];
