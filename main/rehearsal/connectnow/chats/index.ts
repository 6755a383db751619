/** The sample chats, in the order in which they are listed. */
import type { Random } from '../../random.ts';
import { allotments } from './allotments.ts';
import { levant } from './levant.ts';
import { osaka } from './osaka.ts';
import { partsCounter } from './parts.ts';
import type { ChatScript } from './script.ts';
import { workshop } from './workshop.ts';

/** There, with neither a name nor a word in it. */
const unnamed: ChatScript = { name: null, company: null, talks: [], chatter: [], answers: [] };

/** Where the service's mails can be seen, as the rehearsal sends none. */
export const postBoxName = 'Your post box (sample)';
export const postman = 'ConnectNow Mail';
const postBox: ChatScript = {
  name: postBoxName,
  company: null,
  talks: [{ hoursAgo: 30, lines: [[postman, 'The rehearsal sends no real e-mails. Codes to sign in to a chat appear here instead.']] }],
  chatter: [],
  answers: [],
};

export const chatScripts = (random: Random): ChatScript[] => [workshop, osaka, levant, allotments, partsCounter(random), postBox, unnamed];
