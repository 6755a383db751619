/** Four services side by side, and what only some of them can do. */
import type { ManagedItem } from '../../../preload/contract/provider.ts';
import { FakeParley } from '../support/fake-parley.ts';
import { codeStep, connectNow, keyAuth, personStep, spikaKey, spikaUser } from '../support/providers.ts';
import { account, callRecord, conversation, eight, gap, health, hour, message, minute, outboxItem } from '../support/samples.ts';

const ago = (minutes: number) => Date.now() - minutes * minute;

function conversations() {
  const last = (author: string, minutesAgo: number, text: string, mine = false) => ({ author, text, sentAt: ago(minutesAgo), mine });
  return [
    conversation({
      id: 1,
      accountId: 'spika',
      title: 'Design & product',
      gaps: 1,
      lastMessage: last('You', 1, 'Only if the room is free.', true),
    }),
    conversation({ id: 2, accountId: 'work', title: 'CHAPI sandbox', unread: 2, lastMessage: last('陈美玲', 3, '哈哈 😄') }),
    conversation({ id: 3, accountId: 'game', title: 'general', lastMessage: last('KEYA-…-91F2', 8, 'anyone got the new build?') }),
    conversation({
      id: 4,
      accountId: 'help',
      title: 'Support desk, second line and escalations for the whole region',
      signIn: 'needed',
      draft: 'Good morning, could you look at ticket 4418?',
      lastMessage: last('Omar', 40, 'We call you back this afternoon.'),
    }),
    conversation({
      id: 5,
      accountId: 'bot',
      title: 'Release announcements',
      seen: false,
      caughtUpAt: null,
      historyComplete: false,
      lastMessage: last('You', 50, 'Parley 0.1.0 is out.', true),
    }),
    conversation({ id: 6, accountId: 'spika', title: 'عمر الحداد', lastMessage: last('عمر الحداد', 130, 'شكرا، إلى الغد') }),
  ];
}

function fillDesign(fake: FakeParley) {
  const said = (id: number, minutesAgo: number, text: string, part: Partial<Parameters<typeof message>[0]> = {}) =>
    message({ id, conversationId: 1, text, sentAt: ago(minutesAgo), ...part });
  const jonas = { authorId: 'jonas', authorName: 'Jonas Lindqvist' };
  const list = [
    said(100, 400, 'Ana Ferreira created the room', { system: true }),
    said(101, 398, 'The first drafts are in the folder. Please comment until Thursday.'),
    said(102, 395, 'Jonas Lindqvist joined', { system: true }),
    said(103, 240, 'Are the icons final?', jonas),
    said(104, 238, 'Almost. The tray icons still need a second look on small screens.', {
      replyTo: { authorName: 'Jonas Lindqvist', text: 'Are the icons final?' },
      editedAt: ago(230),
      reactions: [
        { emoji: '👍', count: 3, mine: true },
        { emoji: '🎉', count: 1, mine: false },
      ],
    }),
    said(105, 236, 'That was for another room, sorry.', { ...jonas, deleted: true }),
    said(106, 12, 'ראיתי, תודה! נדבר מחר בבוקר על כל השאר.', { authorId: 'noa', authorName: 'נועה' }),
    said(107, 9, 'Can we meet at three?', jonas),
    said(108, 6, 'Three is fine, in the small room.', {
      mine: true,
      replyTo: { authorName: 'Jonas Lindqvist', text: 'Can we meet at three?' },
    }),
    said(109, 4, 'I bring the printouts', { mine: true }),
    said(110, 1, 'Only if the room is free.', { mine: true, seenBy: { count: 3, of: 5 } }),
  ];
  fake.addMessages(...list);
  fake.gaps = [gap(list[5]!, list[6]!, { triedAt: ago(3) })];
  fake.outbox.set(1, [
    outboxItem({
      id: 'edit',
      conversationId: 1,
      kind: 'edit',
      targetId: 109,
      text: 'I bring the printouts and the cable',
      state: 'sending',
    }),
    outboxItem({
      id: 'gone',
      conversationId: 1,
      kind: 'delete',
      targetId: 108,
      text: '',
      state: 'failed',
      reason: 'Spika lets a message be deleted for everyone only for an hour.',
    }),
  ]);
}

function fillOthers(fake: FakeParley) {
  fake.addMessages(
    message({ id: 301, conversationId: 3, authorId: 'k1', authorName: 'KEYA-…-91F2', text: 'anyone got the new build?', sentAt: ago(8) }),
    message({ id: 401, conversationId: 4, authorName: 'Omar', text: 'We call you back this afternoon.', sentAt: ago(40) }),
    message({ id: 501, conversationId: 5, text: 'Parley 0.1.0 is out.', mine: true, sentAt: ago(50) }),
  );
  fake.on('messages.versions', () => [
    { text: 'Almost.', replacedAt: ago(236) },
    { text: 'Almost. The tray icons need a look.', replacedAt: ago(230) },
  ]);
  fake.on('conversations.fillGap', () => ({ added: 0, closed: false }));
  fake.on('signIn.begin', ({ target }: { target: object }) => ({ done: false, step: 'conversationId' in target ? personStep : codeStep }));
  fake.on('signIn.answer', ({ values }: { values: Record<string, string> }) =>
    'code' in values ? { done: true } : { done: false, step: codeStep },
  );
}

function fillManagement(fake: FakeParley) {
  const item = (id: string, title: string, detail: string, values: Record<string, string> = {}): ManagedItem => ({
    id,
    title,
    detail,
    values: { name: title, ...values },
  });
  const lists: Record<string, ManagedItem[]> = {
    companies: [
      item('1', 'Northwind', 'Since 14 March 2024'),
      item('2', 'Harbour project', 'Since 2 May 2024'),
      item('3', 'شركة الميناء الشرقي للخدمات اللوجستية والنقل البحري', 'Since 9 June 2024'),
    ],
    chats: [item('7', 'Support desk', 'Chat 7 · Northwind'), item('8', 'Sales', 'Chat 8 · Northwind')],
    people: [
      item('70', 'Ana Ferreira', 'ana@northwind.example', { email: 'ana@northwind.example' }),
      item('71', '佐藤 健', 'sato@northwind.example', { email: 'sato@northwind.example' }),
    ],
  };
  fake.on('managed.list', ({ kind }: { kind: string }) => lists[kind] ?? []);
}

function fillCalls(fake: FakeParley) {
  const url = 'https://api.8x8.com/chat/api/chat/v1/messages';
  fake.on('accounts.watchCalls', () => [
    ...Array.from({ length: 60 }, (_, index) =>
      callRecord({
        id: index + 1,
        startedAt: ago(9) + index * 8000,
        url: `${url}?pageSize=30&room=CHAPI%20sandbox`,
        milliseconds: 60 + ((index * 37) % 90),
      }),
    ),
    callRecord({
      id: 90,
      method: 'POST',
      purpose: 'send',
      url,
      status: 429,
      milliseconds: 41,
      bytes: 132,
      failure: '8x8 asked Parley to slow down.',
    }),
    callRecord({ id: 91, method: 'POST', purpose: 'send', url, milliseconds: 118, bytes: 24, retryOf: '8x8 asked Parley to slow down.' }),
    callRecord({
      id: 92,
      url: `${url}?pageSize=30&room=Office`,
      status: null,
      milliseconds: 15_000,
      bytes: null,
      failure: 'No answer within 15 seconds.',
    }),
    callRecord({ id: 93, url: `${url}?pageSize=30&room=Fair`, status: null, milliseconds: null, bytes: null }),
  ]);
}

/** An inbox of five accounts at four services. */
export function services(): FakeParley {
  const fake = new FakeParley({
    providers: [eight, spikaUser, spikaKey, keyAuth, connectNow],
    accounts: [
      account({ health: health({ budget: { left: 3, of: 5, per: 1000 } }) }),
      account({ id: 'spika', kind: 'spika-user', name: 'Studio', hue: 320, health: health({ live: 'on' }) }),
      account({
        id: 'game',
        kind: 'keyauth',
        name: 'Game community',
        hue: 40,
        health: health({ budget: { left: 22, of: 30, per: 30_000 } }),
      }),
      account({
        id: 'help',
        kind: 'connectnow',
        name: 'Help desk',
        hue: 150,
        health: health({
          state: 'offline',
          sentence: 'ConnectNow could not be reached.',
          errorStreak: 4,
          lastSuccessAt: ago(90),
          since: Date.now() - hour,
        }),
      }),
      account({ id: 'bot', kind: 'spika-key', name: 'Announcer', hue: 270 }),
    ],
    conversations: conversations(),
  });
  fillDesign(fake);
  fillOthers(fake);
  fillManagement(fake);
  fillCalls(fake);
  return fake;
}
