import type { ChatScript } from './script.ts';

export const osaka: ChatScript = {
  name: '輪行クラブ 🚲',
  company: 'Tidewater Cycles',
  talks: [
    {
      hoursAgo: 50,
      lines: [
        ['柏木 ほのか', '来月の輪行は、しまなみ海道に決まりました。朝七時に駅の東口に集合です。'],
        ['陳 柏翰', '太好了！我會帶打氣筒和補胎工具。'],
        ['Robin Vale', 'Count me in. Is there room for a folding bike on the first ferry?'],
        ['柏木 ほのか', 'はい、輪行袋に入れれば大丈夫です。'],
      ],
    },
    {
      hoursAgo: 5,
      lines: [
        ['陳 柏翰', '天氣預報說那天會下雨，要不要準備備案？'],
        ['柏木 ほのか', '雨なら尾道でラーメン🍜にしましょう。'],
      ],
    },
  ],
  chatter: [
    ['柏木 ほのか', '宿の予約が取れました。自転車は中に入れてもいいそうです。'],
    ['陳 柏翰', '路線圖已經上傳了，大約七十公里。'],
    ['柏木 ほのか', '途中の島で、みかんのソフトクリームが食べられます。'],
  ],
  answers: [
    ['柏木 ほのか', 'ありがとうございます。みんなに伝えておきますね。'],
    ['陳 柏翰', '收到！'],
  ],
};
