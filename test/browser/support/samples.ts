/** Sample data that looks alive: people, lengths, scripts and states as a real inbox has them. */
import type { StartState } from '../../../preload/contract/api.ts';
import type { Account, Conversation, Gap, Health, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import type { CallRecord, CheckStep, ProviderDescription } from '../../../preload/contract/provider.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const eight: ProviderDescription = {
  kind: '8x8-chapi',
  name: '8x8',
  summary: 'Rooms of 8x8 Work chat, read and written with a Chat API key.',
  help: 'An administrator makes the key in the 8x8 Admin Console: API Keys → Create App → API product “Chat”.',
  caution: '',
  fields: [
    {
      name: 'key',
      label: 'API key',
      help: 'Goes to the keychain of this computer and is never shown again.',
      placeholder: '',
      type: 'secret',
      required: true,
      defaultValue: '',
      advanced: false,
    },
    {
      name: 'rooms',
      label: 'Rooms',
      help: 'One room per line, spelled as in 8x8 Work.',
      placeholder: 'CHAPI sandbox',
      type: 'list',
      required: false,
      defaultValue: 'CHAPI sandbox',
      advanced: false,
    },
    {
      name: 'address',
      label: 'Server address',
      help: 'Only if your company uses another one.',
      placeholder: 'https://api.8x8.com/chat',
      type: 'address',
      required: false,
      defaultValue: 'https://api.8x8.com/chat',
      advanced: true,
    },
  ],
  conversationWord: 'room',
  capabilities: { read: true, send: true, reply: false, edit: false, remove: [], addConversation: true, signIn: false },
  createsOnSend: true,
  limits: { messageLength: null },
  textCautions: [],
  managed: [],
};

export function health(part: Partial<Health> = {}): Health {
  const now = Date.now();
  return {
    state: 'ok',
    sentence: '',
    since: now - hour,
    lastSuccessAt: now - 20_000,
    nextPollAt: now + 5_000,
    oldestReadAt: now - 40_000,
    errorStreak: 0,
    budget: null,
    live: 'none',
    ...part,
  };
}

export function account(part: Partial<Account> = {}): Account {
  return {
    id: 'work',
    kind: eight.kind,
    name: 'Northwind work',
    hue: 215,
    settings: { rooms: 'CHAPI sandbox', address: '' },
    keep: 'keychain',
    health: health(),
    ...part,
  };
}

export function conversation(part: Partial<Conversation> & { id: number }): Conversation {
  return {
    accountId: 'work',
    remoteId: `room-${part.id}`,
    title: `Room ${part.id}`,
    unread: 0,
    lastMessage: null,
    caughtUpAt: Date.now() - 20_000,
    historyComplete: true,
    letGoBefore: null,
    seen: true,
    readOnlyReason: '',
    trouble: '',
    gaps: 0,
    signIn: 'none',
    draft: '',
    lane: 'inbox',
    pinnedAt: null,
    mutedUntil: null,
    snoozedUntil: null,
    markedUnread: false,
    remindAt: null,
    labels: [],
    ...part,
  };
}

export function message(part: Partial<Message> & { id: number }): Message {
  const sentAt = part.sentAt ?? Date.now() - 2 * hour + part.id * 1000;
  return {
    conversationId: 1,
    authorId: 'ana',
    authorName: 'Ana Ferreira',
    text: `Message ${part.id}`,
    sentAt,
    order: sentAt * 1000,
    mine: false,
    unread: false,
    editedAt: null,
    deleted: false,
    system: false,
    replyTo: null,
    reactions: [],
    seenBy: null,
    saved: false,
    ...part,
  };
}

export function outboxItem(part: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: 'item-1',
    conversationId: 1,
    kind: 'send',
    text: 'On my way',
    targetId: null,
    forAll: false,
    replyTo: null,
    state: 'queued',
    createdAt: Date.now(),
    reason: '',
    nextAttemptAt: null,
    attempts: [],
    messageId: null,
    ...part,
  };
}

/** A gap between two messages. */
export function gap(after: Message, before: Message, part: Partial<Gap> = {}): Gap {
  return {
    id: 1,
    conversationId: after.conversationId,
    afterOrder: after.order,
    beforeOrder: before.order,
    since: after.sentAt,
    until: before.sentAt,
    triedAt: null,
    ...part,
  };
}

export function checkStep(name: string, state: CheckStep['state'], part: Partial<CheckStep> = {}): CheckStep {
  return { name, state, detail: '', fix: '', milliseconds: state === 'running' ? null : 12, ...part };
}

export function callRecord(part: Partial<CallRecord> & { id: number }): CallRecord {
  return {
    startedAt: Date.now() - 1000,
    purpose: 'read',
    method: 'GET',
    url: 'https://api.8x8.com/chat/api/chat/v1/messages?room=CHAPI%20sandbox',
    status: 200,
    milliseconds: 84,
    bytes: 2311,
    failure: '',
    retryOf: '',
    curl: "curl 'https://api.8x8.com/chat/api/chat/v1/messages' -H 'x-api-key: …'",
    ...part,
  };
}

export function startState(part: Partial<StartState> = {}): StartState {
  return {
    moreConversations: null,
    unreadTotal: 0,
    version: '0.1.0',
    platform: 'linux',
    dataFolder: '/home/sam/.config/Parley',
    providers: [eight],
    accounts: [account()],
    conversations: [conversation({ id: 1, title: 'CHAPI sandbox' })],
    settings: { theme: 'system', notifications: 'full', closeToTray: true },
    keychain: { available: true, backend: 'GNOME Keyring or KWallet through the Secret Service', sentence: '' },
    notices: [],
    job: null,
    stuck: [],
    rehearsal: { running: false, accountIds: [], faults: [], activeFault: null },
    navigateTo: null,
    ...part,
  };
}
