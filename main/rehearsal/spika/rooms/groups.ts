/** Group rooms of the Fenwick Observatory, a small hilltop observatory run by volunteers. All invented. */
import { user } from './people.ts';
import type { RoomScript } from './script.ts';

export const nightWatch: RoomScript = {
  name: 'Night watch',
  members: ['Ines Duarte', 'Olek Baran', '田中 美咲'],
  talks: [
    {
      began: { daysAgo: 6, at: '21:40' },
      lines: [
        ['Ines Duarte', 'Dome is open, seeing about 1.8 and getting better. Who has the second half tonight?'],
        ['Olek Baran', 'Me, from two. I bring the soup.'],
        [user, 'I can do Thursday if somebody shows me the new guider first.'],
        ['田中 美咲', '木曜日は私もいます。ガイダーの使い方、一緒に見ましょう。'],
        ['Ines Duarte', 'Then it is settled: Misaki and you on Thursday. The guider has one trick: it wants to be asked twice.'],
      ],
    },
    {
      began: { daysAgo: 1, at: '23:12' },
      lines: [
        ['Olek Baran', 'Clouds from the west, thin ones. I keep going until I cannot see the pole any more.'],
        [
          'Ines Duarte',
          'For the log, before I forget it, and so that whoever comes after me does not have to guess: the focuser slipped at 22:05, I caught it at 22:20, so the frames 118 to 131 are soft and should not go into the stack. The flats from yesterday still fit. I have left the spare hand controller on the windowsill because the cable of the old one has a break near the plug; it works if you hold it to the left. The kettle is descaled. The visitor book lies open on the wrong page on purpose: somebody’s child drew Saturn there, rings and all, and everyone who comes in should see it once before we turn the page.',
        ],
        ['Olek Baran', 'Saturn with seven rings. I counted.'],
      ],
    },
    {
      began: { minutesAgo: 31 },
      lines: [
        ['田中 美咲', 'ドームの南側、少し露がついています。今夜は早めに閉めたほうがいいかもしれません。'],
        ['Ines Duarte', 'Agreed, close at the first drop. The mirror is older than all of us together.'],
      ],
    },
  ],
  chatter: [
    ['Olek Baran', 'First frame is in. Round stars in all four corners, I hardly dare to touch anything.'],
    ['Ines Duarte', 'Satellite through the middle of frame 9. Of course.'],
    ['田中 美咲', '湿度 71 %。まだ大丈夫です。'],
    ['Olek Baran', 'A fox set off the door light. Twelve seconds of white sky, frame 14 is for the bin.'],
    ['Ines Duarte', 'Humidity is fine, wind is fine, I am fine. That makes three.'],
  ],
  answers: [
    ['Ines Duarte', 'Noted, I put it in the log.'],
    ['Olek Baran', 'On my way up, two minutes.'],
    ['田中 美咲', '了解です！'],
  ],
};

export const opsAlerts: RoomScript = {
  name: 'Ops alerts',
  members: ['Olek Baran', 'Farid Nasser'],
  talks: [
    {
      began: { daysAgo: 1, at: '06:00' },
      lines: [
        ['Farid Nasser', 'The weather mast writes in here from today on, by a key of its own. Be kind to it, it is new.'],
        ['Olek Baran', 'Welcome, mast.'],
      ],
    },
  ],
  chatter: [
    ['Farid Nasser', 'Backup of the night’s frames is through, 41 GB in 52 minutes.'],
    ['Olek Baran', 'UPS test passed, the dome would close by itself for another eleven minutes without mains.'],
  ],
  answers: [],
};

export const openEvening: RoomScript = {
  name: 'أمسية مفتوحة · Open evening',
  members: ['Farid Nasser', 'سلمى رزق', 'Ines Duarte'],
  talks: [
    {
      began: { daysAgo: 3, at: '18:05' },
      lines: [
        ['سلمى رزق', 'سجّل حتى الآن ٤٢ زائرًا لأمسية السبت، ومنهم صفّ مدرسي كامل.'],
        ['Farid Nasser', 'نحتاج إلى منظار ثالث إذن. سأحضر منظاري من البيت.'],
        ['Ines Duarte', 'I do the Moon, somebody else does the questions about aliens 👽'],
        ['سلمى رزق', 'الأسئلة عن الكائنات الفضائية لي 😄'],
      ],
    },
    {
      began: { minutesAgo: 55 },
      lines: [['سلمى رزق', 'وصلت الملصقات من المطبعة: https://fenwick-observatory.example/posters/open-evening.pdf']],
    },
  ],
  chatter: [
    ['سلمى رزق', 'صار العدد ٤٥. هل يتّسع الموقف لحافلة؟'],
    ['Farid Nasser', 'A small bus, if it parks along the wall. I move the trailer.'],
    ['Ines Duarte', '🌖🔭✨ weather app says clear, and weather app is never wrong twice.'],
  ],
  answers: [
    ['سلمى رزق', 'شكرًا جزيلًا! 🌙'],
    ['Farid Nasser', 'Good, I tell the others.'],
  ],
};
