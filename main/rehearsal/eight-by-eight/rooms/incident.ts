import type { RoomScript } from './script.ts';

const logLines = [
  '08:41:07.112 shop-web    WARN  checkout took 9.8 s (limit 3 s) order=20388',
  '08:41:09.340 shop-web    WARN  checkout took 11.2 s (limit 3 s) order=20389',
  '08:41:10.006 stock-db    INFO  connections 40/40, 17 waiting',
  '08:41:12.778 shop-web    ERROR checkout gave up after 15 s order=20390',
  '08:41:12.779 shop-web    ERROR   at reserveParts (stock/reserve.ts:88)',
  '08:41:12.779 shop-web    ERROR   at placeOrder (checkout/place.ts:41)',
  "08:41:15.020 stock-db    INFO  longest query 14.6 s: select … from parts where tray like '%heron%'",
].join('\n');

const review = `What happened, as far as we know it:

1. At 08:30 the shop window in Bergen went live with the new parts finder. It asks for the stock of every part by searching inside the tray's name, which no index can help with.
2. Each search held a database connection for up to 15 seconds. By 08:41 all 40 were taken, and checkouts began to queue behind window shoppers.
3. We switched the parts finder off at 08:58. Checkouts were normal again at 09:01.

Eleven orders failed. Sunniva has written to all eleven people; nine have ordered again, and one asked whether the lamp that went dark was ours. (It was not. It was a power cut.)

What we change: the finder gets its own small pool of connections, it asks by tray number, and a page that shows no prices no longer touches the stock at all. The longer notes are at https://wiki.harbourfinch.example/incidents/2411?view=timeline&from=08%3A30#what-we-change and everyone may edit them.`;

export const incident: RoomScript = {
  name: 'Incident 2411: slow checkout',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 4, at: '08:44' },
      lines: [
        ['Leo Okafor', 'Checkout is slow, some orders fail. Looking.'],
        ['Leo Okafor', logLines],
        ['Tomasz Wilk', 'All connections are taken. Something asks far too much. Did we release anything this morning?'],
        ['Joaquín Ferrer', 'The parts finder, at 08:30. Switching it off?'],
        ['Mara Lindqvist', 'Yes, off. We can be without it for a day.'],
        ['Joaquín Ferrer', 'Off since 08:58.'],
        ['Leo Okafor', 'Back to normal: median 0.4 s, nobody waiting. I keep watching until ten.'],
        ['Sunniva Dahl', 'Which orders failed? I would like to write to people before they write to us.'],
        ['Leo Okafor', '20388, 20389, 20390, 20392, 20393, 20394, 20396, 20397, 20399, 20400, 20401'],
      ],
    },
    {
      began: { daysAgo: 3, at: '10:30' },
      lines: [
        ['Tomasz Wilk', review],
        ['Mara Lindqvist', 'Clear and complete, thank you. I have nothing to add, which is rare.'],
      ],
    },
    {
      began: { minutesAgo: 240 },
      lines: [
        [
          'Joaquín Ferrer',
          'Parts finder is back with its own pool. Stock query now takes `3 ms` instead of `14 600 ms`. <b>Not</b> a typo & no magic: an index.',
        ],
      ],
    },
  ],
  chatter: [
    ['Leo Okafor', 'Watching the graphs after lunch: 0.3 s at the median, 0.9 s at worst.'],
    ['Tomasz Wilk', '2 of 3 follow-ups are done, see https://wiki.harbourfinch.example/incidents/2411.'],
    ['Leo Okafor', 'The alarm now rings at 30 of 40 connections instead of never.'],
  ],
  answers: [
    ['Leo Okafor', 'Thanks, added to the notes.'],
    ['Tomasz Wilk', 'Agreed. I will open a ticket for it so that it does not get lost.'],
  ],
};
