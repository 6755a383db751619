import type { ChatScript } from './script.ts';

export const allotments: ChatScript = {
  name: 'Allotment committee',
  company: 'Fenwick Allotments',
  talks: [
    {
      hoursAgo: 44,
      lines: [
        [
          'Dorothea Pym',
          'Minutes, as promised, for those who had to leave before the cake. One: the water. The tank behind plot 12 loses about a bucket a day; Gil has found the crack and will seal it when it is dry, which this month means perhaps never. Until then please fill cans from the tank by the gate. Two: the fence. The badger has opinions about it. We have agreed to move the lower wire up by a hand’s width along the hedge, so that it can pass where it has passed for forty years, and to plant the leeks somewhere else. Three: the seed swap is on the last Sunday, from ten, in the hall if it rains. Label your envelopes; last year’s “blue ones, quite nice” are still a mystery. Four: the waiting list has eleven names on it. Two plots come free in spring.',
        ],
        ['Gil Ashworth', 'Nothing about the cake itself? It was four items on its own. 🍰🍰🍰🍰'],
        ['Dorothea Pym', 'Five: the cake was excellent.'],
        ['Robin Vale', '👏🏽👏🏽 I can bring a table and the big kettle on Sunday.'],
      ],
    },
    { hoursAgo: 0.6, lines: [['Gil Ashworth', 'Dry since breakfast! Off to the tank before it changes its mind ☀️']] },
  ],
  chatter: [
    ['Gil Ashworth', 'Sealed. If it leaks now, it leaks out of spite.'],
    ['Dorothea Pym', 'The badger used the gap on its very first night. 🦡'],
    ['Gil Ashworth', 'Does anyone need horse manure? A trailer of it comes on Friday, whether we need it or not.'],
    ['Dorothea Pym', 'Plot 4 and plot 9 would each like a barrow, please.'],
  ],
  answers: [
    ['Dorothea Pym', 'Wonderful, I have put you on the list.'],
    ['Gil Ashworth', 'Champion. See you at the gate.'],
  ],
};
