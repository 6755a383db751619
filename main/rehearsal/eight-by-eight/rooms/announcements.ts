import type { RoomScript } from './script.ts';

/** Private, and the API was invited: it may read, and is refused when it writes. */
export const announcements: RoomScript = {
  name: 'Announcements',
  isPrivate: true,
  talks: [
    {
      began: { daysAgo: 30, at: '09:00' },
      lines: [
        [
          'Mara Lindqvist',
          'From today this room is for news that everyone should see. Only a few people write here, so that nothing gets lost.',
        ],
      ],
    },
    {
      began: { daysAgo: 11, at: '09:00' },
      lines: [['Mara Lindqvist', 'The workshop is closed on the 2nd for stocktaking. Parcels go out again on the 3rd.']],
    },
    {
      began: { daysAgo: 2, at: '16:00' },
      lines: [['Hanneke de Boer', 'New opening hours of the front desk: 8:30 to 16:30, Fridays until 15:00.']],
    },
  ],
  chatter: [
    ['Mara Lindqvist', 'The Heron won the repair prize in Utrecht! The certificate hangs beside the coffee machine. Well done, everyone.'],
  ],
  answers: [],
};
