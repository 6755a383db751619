/**
 * Names of all channels, grouped by area. The preload turns each into one named function `parley.<area>.<name>`.
 * Arguments are described in `schemas.ts`, answers in `api.ts`.
 */
export const channels = {
  app: [
    'start',
    'painted',
    'dismissNotice',
    'openLink',
    'setSettings',
    'testKeychain',
    'showDataFolder',
    'testNotification',
    'repair',
    'backupHealth',
  ],
  accounts: ['check', 'add', 'update', 'replaceSecret', 'remove', 'refresh', 'setPaused', 'watchCalls'],
  signIn: ['begin', 'answer', 'cancel'],
  conversations: ['add', 'remove', 'focus', 'markRead', 'saveDraft', 'loadOlder', 'fillGap', 'page', 'triage', 'setLabel'],
  labels: ['list', 'add', 'update', 'remove'],
  saved: ['page', 'set'],
  messages: ['page', 'versions', 'edit', 'remove'],
  outbox: ['send', 'retry', 'edit', 'discard', 'resolve'],
  search: ['wake', 'page', 'count'],
  managed: ['list', 'create', 'update', 'remove', 'reveal'],
  data: ['state', 'measure', 'export', 'import', 'continue', 'cancel', 'dismiss', 'showExport', 'countOutdated', 'setRetention'],
  rehearsal: ['start', 'stop', 'setFault'],
} as const;

export type Area = keyof typeof channels;
export type Method<A extends Area> = (typeof channels)[A][number];
export type ChannelName = { [A in Area]: `${A}.${Method<A>}` }[Area];

/** The channel main pushes `Change[]` batches on. */
export const changesChannel = 'changes';
