import type { ChannelScript } from './script.ts';

/** Texts that run from right to left, and ones that mix both ways. */
export const signals: ChannelScript = {
  name: 'إشارات · אותות',
  cooldown: 0,
  talks: [
    {
      minutesAgo: 5 * 60,
      lines: [
        ['سلمى', 'مساء الخير، هل وصلت الإشارة من المنارة الشمالية؟'],
        ['נחשון', 'הגיעה, אבל רק פעם אחת. מישהו בדק את הפנס?'],
        ['سلمى', 'سأصعد الآن. الدرج فيه 214 درجة، ادعوا لي.'],
        ['tern', 'Bring a torch, the third floor is dark: قف means stop, by the way.'],
        ['נחשון', 'תודה! הגרסה החדשה (4.1.2) עובדת אצלי.'],
      ],
    },
  ],
  chatter: [
    ['سلمى', 'وصلت إلى الأعلى، المنظر جميل جدًا.'],
    ['נחשון', 'אפשר להבהב שלוש פעמים ב־20:30?'],
    ['سلمى', 'تم.'],
  ],
  answers: [
    ['سلمى', 'شكرًا، سأخبر الجميع.'],
    ['נחשון', 'מעולה, תודה.'],
  ],
};
