/** An inbox in the middle of a working day. */
import type { Conversation, Message } from '../../../preload/contract/domain.ts';
import type { FakeParley } from '../support/fake-parley.ts';
import { account, conversation, day, hour, message, minute, outboxItem } from '../support/samples.ts';

const people: Record<string, string> = {
  ana: 'Ana Ferreira',
  jonas: 'Jonas Lindqvist',
  mei: '陈美玲',
  omar: 'عمر الحداد',
  priya: 'Priya Raman',
  deploy: 'deploy-bot',
};

type Line = [author: string, minutesAgo: number, text: string];

const sandbox: Line[] = [
  [
    'ana',
    1530,
    'Morning all. The new handset firmware is on the test bench, notes are in https://wiki.northwind.example/handsets/fw-4.2 (read the last section first).',
  ],
  ['jonas', 1522, 'Thanks! I’ll flash two of them before lunch.'],
  ['jonas', 1521, 'Does anyone still have the old charging cradle?'],
  ['priya', 1490, 'Third drawer, under the label printer 🙂'],
  ['jonas', 1489, '🙏'],
  ['me', 1410, 'Found it, thank you. I’ll bring it over after the stand-up.'],
  ['mei', 190, '大家好，今天下午三点开会讨论第三季度的部署计划。请提前看一下文档：https://wiki.northwind.example/计划/q3'],
  ['omar', 176, 'صباح الخير، تم تحديث خوادم المنطقة الشرقية (eu-east-2) بنجاح هذا الصباح. لا توجد أي أخطاء حتى الآن.'],
  ['ana', 171, 'Excellent news, شكرا Omar!'],
  [
    'deploy',
    121,
    'Deploy 2214 finished with warnings:\n```\n2025-11-20T11:58:03.117Z INFO  migrate   0042_add_room_index applied in 812 ms\n2025-11-20T11:58:04.002Z WARN  health    eu-east-2/pod-7 slow to become ready: 14.2 s (limit 10 s)\n2025-11-20T11:58:19.431Z INFO  rollout   12/12 pods ready\n```\nDetails: https://ci.northwind.example/runs/2214',
  ],
  ['ana', 96, 'pod-7 again. I’ll open a ticket.'],
  ['me', 92, 'Same node as last week?'],
  [
    'ana',
    91,
    'Same node. I’m draining it now, it should be quiet in ten minutes or so. If anyone sees dropped calls on the eastern trunk in the meantime: that’s us, no need to page anyone.',
  ],
  ['priya', 34, '🎉🎉🎉'],
  ['priya', 33, 'Drained, and the latency graph is flat again. Nice work everybody.'],
  [
    'jonas',
    6,
    'Can somebody look at the translation of the German welcome message? “Herzlich willkommen in der Warteschleife” is correct but … not what we want to say first.',
  ],
  ['mei', 3, '哈哈 😄'],
];

const hueOther = 150;

export function livelyConversations(): Conversation[] {
  const now = Date.now();
  const last = (author: string, minutesAgo: number, text: string, mine = false) => ({
    author: people[author] ?? author,
    text,
    sentAt: now - minutesAgo * minute,
    mine,
  });
  return [
    conversation({ id: 1, title: 'CHAPI sandbox', unread: 2, historyComplete: true, lastMessage: last('mei', 3, '哈哈 😄') }),
    conversation({
      id: 2,
      title: 'Handset rollout',
      unread: 14,
      lastMessage: last('jonas', 12, 'Two of the cradles arrived with bent pins, sending photos to the supplier'),
    }),
    conversation({
      id: 3,
      accountId: 'side',
      title: 'Harbour crew',
      lastMessage: last('ana', 47, 'See you at the pier at eight, bring a jacket', true),
    }),
    conversation({
      id: 4,
      title: '東京オフィス',
      unread: 1,
      lastMessage: last('佐藤', 64, '明日の会議は10時に変更になりました。よろしくお願いします。'),
    }),
    conversation({ id: 5, title: 'فريق الدعم', lastMessage: last('omar', 120, 'تم إغلاق التذكرة رقم 4418 بعد تأكيد العميل') }),
    conversation({
      id: 6,
      title: 'Release notes',
      draft: 'Draft for 4.2: fixes the charging',
      lastMessage: last('priya', 200, 'I’ll collect them tonight'),
    }),
    conversation({
      id: 7,
      title: 'On-call',
      lastMessage: last('deploy', 260, 'Shift change: Priya → Jonas'),
      readOnlyReason: '8x8 does not let this key write to private rooms. You can read along.',
    }),
    conversation({
      id: 8,
      accountId: 'side',
      title: 'Logistics & a very long room name that does not fit anywhere',
      unread: 128,
      lastMessage: last('jonas', 1500, 'Container 7 cleared customs'),
    }),
    conversation({
      id: 9,
      title: 'Facilities',
      trouble: '8x8 answered with a web page instead of messages.',
      lastMessage: last('ana', 2900, 'Heating is back'),
    }),
    conversation({ id: 10, title: 'Lunch', lastMessage: last('priya', 4400, '🍜 or 🌮?') }),
    conversation({ id: 11, title: 'Brand new room', seen: false, caughtUpAt: null, historyComplete: true }),
    conversation({ id: 12, title: 'All hands 2024', lastMessage: { ...last('ana', 0, 'Recording is up'), sentAt: now - 400 * day } }),
  ];
}

function lines(conversationId: number, from: number, script: Line[], unread: number): Message[] {
  const now = Date.now();
  return script.map(([author, minutesAgo, text], index) =>
    message({
      id: from + index,
      conversationId,
      authorId: author,
      authorName: author === 'me' ? 'Chapi' : (people[author] ?? author),
      text,
      sentAt: now - minutesAgo * minute,
      mine: author === 'me',
      unread: index >= script.length - unread,
    }),
  );
}

export function fillInbox(fake: FakeParley): void {
  fake.start.accounts = [account(), account({ id: 'side', name: 'Harbour project', hue: hueOther })];
  fake.addMessages(...lines(1, 1000, sandbox, 2));
  const history = Array.from({ length: 400 }, (_, index): Line => {
    const author = ['ana', 'jonas', 'priya', 'me'][Math.floor(index / 3) % 4] ?? 'ana';
    return [
      author,
      4000 - index * 9,
      `Unit ${index + 1} of 400 checked${index % 7 === 0 ? ', battery door was loose and had to be exchanged before it could go out again' : ''}.`,
    ];
  });
  fake.addMessages(...lines(2, 2000, history, 14));
  fake.addMessages(
    ...lines(
      3,
      3000,
      [
        ['ana', 70, 'The log of last night, all of it:'],
        [
          'ana',
          69,
          Array.from(
            { length: 1400 },
            (_, index) =>
              `${String(index).padStart(5, '0')} 02:14:${String(index % 60).padStart(2, '0')} berth=7 tide=${(index % 37) / 10} m wind=12 kn status=ok`,
          ).join('\n'),
        ],
        ['jonas', 55, 'Evil names: file\u202Egpj.exe and a bell \u0007 here, tab\there.'],
        ['jonas', 54, 'https://very-long.example/' + 'path/'.repeat(60)],
        ['me', 47, 'See you at the pier at eight, bring a jacket'],
      ],
      0,
    ),
  );
  fake.addMessages(
    ...lines(
      5,
      5000,
      [
        ['omar', 130, 'العميل أكد أن المشكلة حُلّت. رقم التذكرة 4418 (https://help.example/t/4418).'],
        ['me', 125, 'شكرا جزيلا!'],
        ['omar', 120, 'تم إغلاق التذكرة رقم 4418 بعد تأكيد العميل'],
      ],
      0,
    ),
  );
  fake.addMessages(...lines(7, 7000, [['deploy', 260, 'Shift change: Priya → Jonas']], 0));
  fake.outbox.set(6, [
    outboxItem({
      id: 'a',
      conversationId: 6,
      text: 'Here are mine: faster start, fewer surprises.',
      state: 'sent',
      createdAt: Date.now() - 4 * minute,
    }),
    outboxItem({
      id: 'b',
      conversationId: 6,
      text: 'And the cradle fix.',
      state: 'unknown',
      createdAt: Date.now() - 3 * minute,
      reason: 'The connection broke while 8x8 was answering.',
    }),
    outboxItem({
      id: 'c',
      conversationId: 6,
      text: 'Shall I merge them?',
      state: 'failed',
      createdAt: Date.now() - 2 * minute,
      reason: '8x8 refused it: the room is private and this key may only read it.',
    }),
    outboxItem({ id: 'd', conversationId: 6, text: 'Then I’ll do it tonight.', state: 'sending', createdAt: Date.now() - minute }),
    outboxItem({
      id: 'e',
      conversationId: 6,
      text: 'Or tomorrow.',
      state: 'queued',
      createdAt: Date.now() - 1000,
      reason: 'Waiting for the messages before it.',
      nextAttemptAt: Date.now() + 3 * hour,
    }),
  ]);
  fake.addMessages(...lines(6, 6000, [['priya', 200, 'I’ll collect them tonight']], 0));
}
