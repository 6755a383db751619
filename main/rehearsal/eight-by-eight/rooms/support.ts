import type { RoomScript } from './script.ts';

export const support: RoomScript = {
  name: 'Support',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 9, at: '11:20' },
      lines: [
        ['Sunniva Dahl', 'A customer in Ghent says the arm of her Plover sinks slowly, “like a tired swan”. Which screw was that?'],
        ['Leo Okafor', 'The one under the felt pad. A quarter turn, no more, or the arm gets stubborn.'],
        ['Sunniva Dahl', 'Quarter turn it is. She is delighted.'],
      ],
    },
    {
      began: { daysAgo: 2, at: '15:33' },
      lines: [
        ['Sunniva Dahl', 'Three mails today about the dimmer humming. All three have the adapter with the grey plug.'],
        ['Leo Okafor', 'Grey plug is batch 7. Send them the black one and ask for the grey one back, I want to open it.'],
        ['Hanneke de Boer', 'There are 62 black ones on the shelf.'],
        ['Sunniva Dahl', 'Perfect. Writing the reply now so that we can all use it.'],
      ],
    },
    {
      began: { minutesAgo: 24 },
      lines: [
        ['Sunniva Dahl', 'Someone asks whether the Heron can be ordered without a bulb. Can it?'],
        ['Hanneke de Boer', 'Yes, it has its own number: HN-200-0. Two euros less.'],
      ],
    },
  ],
  chatter: [
    ['Sunniva Dahl', 'New one: “My lamp is fine, I only wanted to say that I like it.” Printed it for the wall.'],
    ['Leo Okafor', 'Opened the grey adapter. A loose coil, as I thought. I will write to the maker.'],
    ['Sunniva Dahl', 'Does anyone know how long a replacement foot takes to reach Portugal?'],
    ['Hanneke de Boer', 'Portugal: four working days, five around holidays.'],
    ['Sunniva Dahl', 'Order 20417 went to the old address. I caught it in time.'],
  ],
  answers: [
    ['Sunniva Dahl', 'Great, I will pass that on to the customer.'],
    ['Leo Okafor', 'Give me ten minutes, I want to look at it on the bench first.'],
    ['Sunniva Dahl', 'Noted in the ticket, thank you!'],
  ],
};
