import type { RoomScript } from './script.ts';

export const osaka: RoomScript = {
  name: '大阪・台北パートナー',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 12, at: '09:02' },
      lines: [
        ['森田 あかり', 'おはようございます。サンプルのランプが三台届きました。梱包もとてもきれいです。'],
        ['Mara Lindqvist', 'Wonderful! Is the plug right this time?'],
        ['森田 あかり', 'はい、今回は日本のコンセントにそのまま差せました。'],
        ['林 志明', '台北這邊也收到了，燈罩的顏色比照片上更好看。'],
      ],
    },
    {
      began: { daysAgo: 3, at: '08:15' },
      lines: [
        ['林 志明', '請問修理手冊有中文版嗎？店員想先看一下怎麼換開關。'],
        ['Priya Raman', 'The translation is being proofread, it should be ready on Friday. 星期五可以嗎？'],
        ['林 志明', '星期五沒問題，謝謝！'],
        ['森田 あかり', '日本語版で一か所だけ気になる言葉がありました。「関節」より「アーム」のほうが自然だと思います。'],
        ['Priya Raman', 'Changed, thank you. That is why we ask you and not a dictionary.'],
      ],
    },
    {
      began: { minutesAgo: 180 },
      lines: [
        ['森田 あかり', '来月の展示会、ブースの番号が決まりました。B棟の24番です。'],
        ['林 志明', '太好了，我星期二早上到大阪，可以幫忙佈置。'],
      ],
    },
  ],
  chatter: [
    ['森田 あかり', '展示会のポスターの写真、今日中にお送りします。'],
    ['林 志明', '昨天賣出了第一百盞燈！客人買來送給女兒唸書用。'],
    ['森田 あかり', '百台、おめでとうございます！🎉'],
    ['林 志明', '下一批貨大約什麼時候出發？倉庫想先排時間。'],
    ['森田 あかり', '雨がひどいので、配達は明日の午前になりそうです。'],
  ],
  answers: [
    ['森田 あかり', 'ありがとうございます。確認して、明日の朝にお返事します。'],
    ['林 志明', '收到，我跟店裡說一聲。'],
  ],
};
