import type { RoomScript } from './script.ts';

export const launch: RoomScript = {
  name: 'Lamp launch',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 16, at: '10:05' },
      lines: [
        ['Mara Lindqvist', 'New room for the Heron launch. Everything about dates, photos and press goes here, please.'],
        ['Tomasz Wilk', 'Good. First question then: do we say “desk lamp” or “work lamp”?'],
        ['Priya Raman', 'Desk lamp. Nobody types “work lamp” into a search box.'],
        ['Mara Lindqvist', 'Desk lamp it is.'],
      ],
    },
    {
      began: { daysAgo: 6, at: '14:40' },
      lines: [
        [
          'Joaquín Ferrer',
          'Photos are up: https://files.harbourfinch.example/heron/photos. The third one shows the spare-parts tray best.',
        ],
        ['Priya Raman', 'Love the one with the cat asleep under the lamp. Was that planned?'],
        ['Joaquín Ferrer', 'The cat has no manager.'],
      ],
    },
    {
      began: { daysAgo: 1, at: '09:12' },
      lines: [
        ['Mara Lindqvist', 'Eight days to go. Open points: price list in three currencies, the repair video, and the sleeve for the box.'],
        ['Priya Raman', 'Price list is done, Hanneke is checking the numbers.'],
        ['Hanneke de Boer', 'Checked. One typo, the Norwegian price had a digit too many. Corrected.'],
        ['Leo Okafor', 'Repair video: I can change the switch in under four minutes now. With gloves in five.'],
        ['Tomasz Wilk', 'The sleeve is late. The printer says Thursday; I asked for Wednesday and got a shrug.'],
      ],
    },
    {
      began: { minutesAgo: 52 },
      lines: [
        ['Tomasz Wilk', 'News about the sleeve: Wednesday after all. I brought cake to the print shop.'],
        ['Mara Lindqvist', 'Cake is now an official part of our supply chain.'],
        ['Priya Raman', 'Newsletter draft is ready to read: https://drafts.harbourfinch.example/heron-1'],
        ['Mara Lindqvist', 'Reading it after lunch. Can someone look at the second paragraph with fresh eyes?'],
      ],
    },
  ],
  chatter: [
    ['Priya Raman', 'The first shop asked for forty more lamps. Before the launch!'],
    ['Mara Lindqvist', 'Say yes, and ask them when they need them at the latest.'],
    ['Joaquín Ferrer', 'I cut the video down to 90 seconds. Link follows when it has uploaded.'],
    ['Leo Okafor', 'Found a better sentence for the box: “Made to be opened.”'],
    ['Hanneke de Boer', 'Forty lamps are possible if the cables arrive on Monday.'],
    ['Tomasz Wilk', 'Cables are on the van. I have the tracking page open and I am watching it like football.'],
  ],
  answers: [
    ['Mara Lindqvist', 'Thanks, that helps. I put it on the list for tomorrow morning.'],
    ['Priya Raman', 'Good point. I will change it in the draft.'],
    ['Tomasz Wilk', 'Works for me.'],
  ],
};
