import type { ChatScript } from './script.ts';

export const workshop: ChatScript = {
  name: 'Workshop bookings',
  company: 'Tidewater Cycles',
  left: ['Piers Holloway'],
  talks: [
    {
      hoursAgo: 76,
      lines: [
        ['Piers Holloway', 'Last week for me, so: the truing stand key hangs behind the tea tin. Always has.'],
        ['Nerys Bevan', 'We will miss you, and the tea tin stays where it is.'],
        ['Robin Vale', 'Thank you for everything, Piers. The stand has never been so true.'],
      ],
    },
    {
      hoursAgo: 27,
      lines: [
        ['Nerys Bevan', 'Saturday is full from nine to one. Three cargo bikes in a row, so please keep the big lift free.'],
        ['Idris Kamara', 'The red cargo bike needs a new motor cable, not only brakes. I have asked for it at the depot.'],
        ['Robin Vale', 'I told its owner it may take until Monday. She is fine with that if we lend her the green one.'],
        ['Idris Kamara', 'Green one is charged and by the door.'],
      ],
    },
    {
      hoursAgo: 1.2,
      lines: [
        ['Nerys Bevan', 'Someone left a single left glove, size S, with a bell sewn on. It rings when you wave.'],
        ['Idris Kamara', 'That is the postwoman’s. I will hand it over on my way home.'],
      ],
    },
  ],
  chatter: [
    ['Nerys Bevan', 'The cable for the red cargo bike has come, a day early.'],
    ['Idris Kamara', 'Fitted. It climbs again like a goat.'],
    ['Nerys Bevan', 'Can anybody take the six o’clock tomorrow? My train is late on Thursdays now.'],
    ['Idris Kamara', 'Me. I am here anyway for the wheel class.'],
    ['Nerys Bevan', 'New booking: tandem, both chains, no hurry.'],
  ],
  answers: [
    ['Nerys Bevan', 'Good, I am writing it into the book.'],
    ['Idris Kamara', 'Fine by me. I will have a look after lunch.'],
  ],
};
