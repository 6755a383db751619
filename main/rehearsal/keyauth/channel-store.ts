/** Channels and their lines as KeyAuth holds them: the newest fifty, oldest first; whatever is older is gone with every new line. */
export interface Row {
  author: string;
  text: string;
  /** Seconds since 1970. */
  second: number;
}

export interface Channel {
  name: string;
  /** Seconds between two lines of one user. */
  cooldown: number;
  rows: Row[];
  /** Every line there ever was, but for those a moderator removed one by one. */
  history: Row[];
}

export interface ChannelStore {
  /** Names that differ in case are the same channel. */
  find(name: string): Channel | undefined;
  ensure(name: string): Channel;
  /** Adds a line now, or at `milliseconds`. */
  add(channel: Channel, author: string, text: string, milliseconds?: number): void;
  /** A moderator removes the line at `index` of the window. */
  remove(channel: Channel, index: number): void;
  /** A user gets another name, on the lines that are still there. */
  rename(from: string, to: string): void;
  names(): string[];
}

export const windowSize = 50;

export function createChannelStore(now: () => number): ChannelStore {
  const channels = new Map<string, Channel>();

  return {
    find: (name) => channels.get(name.toLowerCase()),
    names: () => [...channels.values()].map((channel) => channel.name),
    ensure(name) {
      const channel = channels.get(name.toLowerCase()) ?? { name, cooldown: 0, rows: [], history: [] };
      channels.set(name.toLowerCase(), channel);
      return channel;
    },
    add(channel, author, text, milliseconds = now()) {
      const row: Row = { author, text, second: Math.floor(milliseconds / 1000) };
      channel.history.push(row);
      channel.rows.push(row);
      channel.rows.splice(0, channel.rows.length - windowSize);
    },
    remove(channel, index) {
      const [row] = channel.rows.splice(index, 1);
      channel.history = channel.history.filter((other) => other !== row);
    },
    rename(from, to) {
      for (const { rows } of channels.values()) {
        for (const row of rows) if (row.author === from) row.author = to;
      }
    },
  };
}
