import type { RoomScript } from './script.ts';

/** There, and empty: the service answers with an empty page. */
export const quiet: RoomScript = { name: 'Reading corner', isPrivate: false, talks: [], chatter: [], answers: [] };
