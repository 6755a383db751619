import type { RoomScript } from './script.ts';

export const office: RoomScript = {
  name: 'Office & lunch',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 5, at: '08:47' },
      lines: [
        ['Hanneke de Boer', 'The heating is off until noon. There are blankets in the meeting room, and soup at twelve.'],
        ['Joaquín Ferrer', 'Which soup?'],
        ['Hanneke de Boer', 'That is the right question. Pumpkin.'],
      ],
    },
    {
      began: { daysAgo: 1, at: '11:31' },
      lines: [
        ['Leo Okafor', 'Who is in for noodles? I order at 11:45.'],
        ['Priya Raman', 'Me! Number 14, not too hot.'],
        ['Tomasz Wilk', 'Number 14, too hot.'],
        ['Mara Lindqvist', 'I brought bread, but save me a spring roll.'],
        ['Leo Okafor', 'Ordered. 12:15 at the back door.'],
      ],
    },
    {
      began: { minutesAgo: 95 },
      lines: [['Hanneke de Boer', 'Whoever borrowed the label printer: it misses its power cable, and so do I.']],
    },
  ],
  chatter: [
    ['Joaquín Ferrer', 'Label printer cable found. It was in the box marked “not cables”.'],
    ['Hanneke de Boer', 'The window cleaners come at three, please clear the sills.'],
    ['Priya Raman', 'There is half a lemon cake in the kitchen. I repeat: half.'],
    ['Tomasz Wilk', 'A third.'],
    ['Leo Okafor', 'What cake?'],
    ['Mara Lindqvist', 'The bicycle pump is back on its hook, thanks to whoever mended it.'],
  ],
  answers: [
    ['Hanneke de Boer', 'Thank you for telling us! I will put a note on the door.'],
    ['Joaquín Ferrer', 'Count me in.'],
    ['Priya Raman', 'Ha, I was just about to write the same.'],
  ],
};
