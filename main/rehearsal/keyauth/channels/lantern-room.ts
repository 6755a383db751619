import { wanderer } from '../people.ts';
import type { ChannelScript } from './script.ts';

/** Building help: code, links and one very long line. */
export const lanternRoom: ChannelScript = {
  name: 'lantern room',
  cooldown: 10,
  talks: [
    {
      minutesAgo: 2 * 24 * 60 + 75,
      lines: [
        ['tern', 'My lamp turns the wrong way since the update.'],
        [
          'brine_and_brass',
          'Set "clockwork.direction" to -1 in keeper.ini and restart. It is in the notes: https://keepers.example/notes/4-1',
        ],
        ['tern', 'It turns! Now it is the tower that turns, but one thing at a time.'],
      ],
    },
    {
      minutesAgo: 200,
      lines: [
        ['kittiwake', 'Here is how I build a tower in one evening.'],
        [
          'kittiwake',
          'Start with the stairs, not with the wall: a wall without stairs has to come down again. Put every third step on the outside so that the windows land between the storeys, keep the winch on the side away from the wind, and carry the glass up before the roof is on. The roof goes last, whatever the manual says. If the bell hangs crooked, it is the floor and not the bell; take up two planks, turn them over, and hang it again. Leave a gap under the door for the cat.',
        ],
        [wanderer, 'Which cat?'],
        ['kittiwake', 'You will see.'],
      ],
    },
  ],
  chatter: [
    ['tern', 'Does anybody have a spare lens, size 3? I pay in rope.'],
    ['kittiwake', 'Lens yes, rope no, but I take biscuits.'],
    ['brine_and_brass', 'The winch no longer eats the rope. Fixed in 4.1.2.'],
    ['tern', 'Mine still nibbles.'],
  ],
  answers: [
    ['kittiwake', 'Try it with the door open, that helped me.'],
    ['brine_and_brass', 'Thanks, I can see it here as well. Looking into it.'],
  ],
};
