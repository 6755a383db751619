import { wanderer } from '../people.ts';
import type { ChannelScript } from './script.ts';

export const harbour: ChannelScript = {
  name: 'harbour',
  cooldown: 0,
  talks: [
    {
      minutesAgo: 3 * 24 * 60,
      lines: [
        ['brine_and_brass', 'Season four starts tonight. The reef has moved, do not trust your old charts.'],
        ['pelican', 'I trusted my old charts.'],
        ['brine_and_brass', 'How deep are you?'],
        ['pelican', 'Let us say the view is very blue.'],
      ],
    },
    {
      minutesAgo: 26 * 60,
      lines: [
        [wanderer, 'Does the foghorn scare the gulls away, or only me?'],
        ['oda.mae', 'Only you. The gulls have seen worse.'],
        ['pelican', 'Two tickets for the Sunday regatta left, table by the old crane.'],
        ['oda.mae', 'Mine!'],
        ['oda.mae', 'Both!'],
      ],
    },
    {
      minutesAgo: 34,
      lines: [
        ['brine_and_brass', 'Server restart at 22:00, five minutes, bring your boats in.'],
        ['pelican', 'Mine is in. Mostly.'],
        ['tern', 'ready'],
        ['oda.mae', 'ready'],
      ],
    },
  ],
  chatter: [
    ['pelican', 'Who painted the buoys pink?'],
    ['oda.mae', 'The buoys were always pink.'],
    ['brine_and_brass', 'They were red until an hour ago. I have a screenshot.'],
    ['tern', 'Pink is easier to see in fog. Just saying.'],
    [wanderer, 'New here: how do I get the second lamp?'],
    ['oda.mae', 'Finish the storm without using the horn. Good luck!'],
    ['pelican', 'Regatta results are up, I came last but one. A record.'],
  ],
  answers: [
    ['oda.mae', 'Good idea, I will be there.'],
    ['pelican', 'Aye!'],
    ['brine_and_brass', 'Noted for the next update, thank you.'],
  ],
};
