import type { RoomScript } from './script.ts';

/** The name is the point: it fits no sidebar. */
export const fair: RoomScript = {
  name: 'Planning for the spring fair in Bergen: stand, travel, samples, leaflets, who drives the van, who waters the plants while everyone is away, and what we do if it rains again',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 13, at: '10:15' },
      lines: [
        ['Hanneke de Boer', 'One room for everything about the fair, as asked.'],
        ['Tomasz Wilk', 'The name could have been “Fair”.'],
        ['Hanneke de Boer', 'It could.'],
      ],
    },
    {
      began: { daysAgo: 1, at: '13:55' },
      lines: [
        ['Sunniva Dahl', 'Stand is booked: hall 2, number 118, next to the coffee. Six lamps, two stools, one carpet.'],
        ['Joaquín Ferrer', 'I drive the van up on Thursday, Leo drives it back on Monday.'],
        ['Hanneke de Boer', 'And the plants?'],
        ['Joaquín Ferrer', '…'],
      ],
    },
  ],
  chatter: [
    ['Sunniva Dahl', 'Leaflets ordered: 800, folded, on the paper that does not shine.'],
    ['Hanneke de Boer', 'Plants: the neighbour waters them. She wants a lamp at the friends’ price.'],
    ['Joaquín Ferrer', 'Van is booked, the long one.'],
  ],
  answers: [
    ['Hanneke de Boer', 'On the list. It is a long list.'],
    ['Sunniva Dahl', 'Perfect, thank you!'],
  ],
};
