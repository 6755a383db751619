/** Private rooms: without a name of their own, known by who is on the other side. */
import { user } from './people.ts';
import type { RoomScript } from './script.ts';

export const withInes: RoomScript = {
  name: '',
  members: ['Ines Duarte'],
  talks: [
    {
      began: { daysAgo: 2, at: '09:30' },
      lines: [
        ['Ines Duarte', 'Could you look over the grant letter before it leaves? It is four pages, three of them polite.'],
        [user, 'Done. I took out one “respectfully” and put in one number.'],
        ['Ines Duarte', 'The number was missing since March. Thank you! 🙏'],
      ],
    },
  ],
  chatter: [
    ['Ines Duarte', 'They wrote back. They want the number with two more digits, which I take for a yes.'],
    ['Ines Duarte', 'Are you up here on Saturday? I would trade you the Moon for the coffee stand.'],
  ],
  answers: [
    ['Ines Duarte', 'Perfect ❤️'],
    ['Ines Duarte', 'Let me sleep on it and tell you tomorrow.'],
  ],
};

export const withMisaki: RoomScript = {
  name: '',
  members: ['田中 美咲'],
  talks: [
    {
      began: { daysAgo: 5, at: '16:20' },
      lines: [
        ['田中 美咲', '先日の写真、ありがとうございました。M31 の腕がこんなに写るとは思いませんでした。'],
        [user, '光害フィルターのおかげです。次は一緒に撮りましょう！'],
        ['田中 美咲', 'ぜひ！'],
      ],
    },
  ],
  chatter: [['田中 美咲', '来週の新月、予定はありますか。']],
  answers: [['田中 美咲', 'わかりました。楽しみにしています 🌌']],
};

export const withOlek: RoomScript = { name: '', members: ['Olek Baran'], talks: [], chatter: [], answers: [['Olek Baran', 'Sure thing.']] };
