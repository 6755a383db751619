import type { ChannelScript } from './script.ts';

/** A bot that says the same again and again: more of it than KeyAuth keeps. */
export const lostAndFound: ChannelScript = {
  name: 'lost & found',
  cooldown: 0,
  talks: [
    { minutesAgo: 600, lines: Array.from({ length: 30 }, () => ['bell-bot', 'A bottle washed ashore.'] as const) },
    {
      minutesAgo: 90,
      lines: [
        ['pelican', 'Found: one boot, left, size 43.'],
        ...Array.from({ length: 24 }, () => ['bell-bot', 'A bottle washed ashore.'] as const),
        ['pelican', 'Found: the other boot. Also left.'],
      ],
    },
  ],
  chatter: [
    ['bell-bot', 'A bottle washed ashore.'],
    ['bell-bot', 'A bottle washed ashore.'],
    ['bell-bot', 'A bottle washed ashore.'],
    ['pelican', 'There is a letter in this one. It says “wrong lighthouse”.'],
  ],
  answers: [['pelican', 'If nobody claims it by Friday it goes into the museum.']],
};
