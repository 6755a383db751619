/**
 * `CHAPI sandbox` as the getting-started page shows it, message for message: newest first at the top of its list, then a third message
 * whose time was edited by hand to lie 19 µs before the second. Nobody chats here, so what is sent here stays easy to see.
 */
import { documentedAuthor } from '../people.ts';
import type { RoomStore } from '../room-store.ts';

const documented = [
  { parsed: 'Hello World!', id: 'uv4y2dmXRy_v868BZQJadWAPWv7Am-oRO1p86k00dZY', timestamp: 1594169304503487 },
  { parsed: 'i r developer!', id: 'AFsG2zb5ckapn-RJalcNWHxZGy70IDhv6dzbkvA5t2g', timestamp: 1594169027435340 },
  { parsed: 'Hello from Terminal!', id: 'AFsG2zb5ckapn-RJalcNWHxZGy70IDhv6dzbkvA5t24', timestamp: 1594169027435321 },
];

export function fillSandbox(rooms: RoomStore, name: string): void {
  const { messages } = rooms.ensure(name);
  messages.push(...documented.map((message) => ({ authorUser: documentedAuthor, ...message })));
  messages.sort((a, b) => a.timestamp - b.timestamp);
}
