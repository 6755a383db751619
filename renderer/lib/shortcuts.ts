/** Keys that work everywhere in the window. The list in the help dialog and the keys themselves come from this one table. */
import { focusPlace, leaveSearch } from './places.ts';
import type { Session } from './state/session.svelte.ts';

interface Shortcut {
  keys: string;
  what: string;
  matches?: (event: KeyboardEvent) => boolean;
  run?: (session: Session) => boolean;
}

export const control = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

const plainKey = (key: string) => (event: KeyboardEvent) =>
  event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
const controlKey = (key: string) => (event: KeyboardEvent) =>
  event.key.toLowerCase() === key && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
const altKey = (key: string) => (event: KeyboardEvent) => event.key === key && event.altKey && !event.ctrlKey && !event.metaKey;

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable], [role="menu"] *');
}

/** Opens the neighbour of the open conversation in the list as it is shown. */
function step(session: Session, by: number): boolean {
  const { shown } = session.inbox;
  const at = shown.findIndex(({ id }) => id === session.open?.id);
  const next = shown[at === -1 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
  if (next) void session.show(next.id);
  return next !== undefined;
}

function openDialog(session: Session, kind: 'settings' | 'shortcuts' | 'add-account'): boolean {
  session.dialogs.open({ kind });
  return true;
}

export const shortcutGroups: { title: string; shortcuts: Shortcut[] }[] = [
  {
    title: 'Moving around',
    shortcuts: [
      { keys: '/', what: 'Filter conversations, or search messages with Enter', matches: plainKey('/'), run: () => focusPlace('filter') },
      { keys: 'J', what: 'Next in the list', matches: plainKey('j'), run: () => focusPlace('list') },
      { keys: 'K', what: 'Previous in the list', matches: plainKey('k'), run: () => focusPlace('list') },
      { keys: 'Enter', what: 'Open the conversation and write' },
      { keys: 'Alt ↓', what: 'Open the next conversation, even while writing', matches: altKey('ArrowDown'), run: (s) => step(s, 1) },
      { keys: 'Alt ↑', what: 'Open the previous conversation', matches: altKey('ArrowUp'), run: (s) => step(s, -1) },
      { keys: 'G', what: 'Go to a date in the open conversation', matches: plainKey('g'), run: goToDate },
      { keys: 'U', what: 'Show only unread conversations', matches: plainKey('u'), run: toggleUnread },
      {
        keys: `${control} Shift F`,
        what: 'Search all messages',
        matches: (event) => event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey,
        run: search,
      },
      { keys: 'Esc', what: 'Close, clear the filter, or go back to the list', matches: (event) => event.key === 'Escape', run: goBack },
    ],
  },
  {
    title: 'Writing',
    shortcuts: [
      { keys: 'R', what: 'Write in the open conversation', matches: plainKey('r'), run: () => focusPlace('composer') },
      { keys: 'Enter', what: 'Send' },
      { keys: 'Shift Enter', what: 'New line' },
      { keys: '↑', what: 'Change your last message, while nothing is written' },
    ],
  },
  {
    title: 'On a message',
    shortcuts: [
      { keys: '↑', what: 'To the message before, from the list of messages' },
      { keys: '↓', what: 'To the message after' },
      { keys: 'R', what: 'Answer it' },
      { keys: 'E', what: 'Change it' },
      { keys: 'S', what: 'Save it, or no longer' },
      { keys: 'Del', what: 'Delete it' },
    ],
  },
  {
    title: 'Parley',
    shortcuts: [
      { keys: 'Z', what: 'Undo, as long as it is offered', matches: plainKey('z'), run: ({ notices }) => notices.undoLast() },
      { keys: `${control} N`, what: 'Add an account', matches: controlKey('n'), run: (s) => openDialog(s, 'add-account') },
      { keys: `${control} ,`, what: 'Settings', matches: controlKey(','), run: (s) => openDialog(s, 'settings') },
      { keys: '?', what: 'Show these shortcuts', matches: plainKey('?'), run: (s) => openDialog(s, 'shortcuts') },
    ],
  },
];

function search(session: Session): boolean {
  session.search.open();
  return true;
}

function goToDate({ open, openConversation, search, dialogs }: Session): boolean {
  if (open?.phase !== 'ready' || !openConversation || search.shown) return false;
  dialogs.open({ kind: 'go-to-date', conversationId: open.id });
  return true;
}

function goBack(session: Session): boolean {
  if (session.search.shown) leaveSearch(session.search);
  else if (session.search.away) session.search.back();
  else if (session.narrow && session.open) session.leave();
  else if (session.inbox.filtering) session.inbox.clearFilter();
  else return focusPlace('list');
  return true;
}

function toggleUnread(session: Session): boolean {
  if (session.inbox.lane === 'saved') return false;
  session.inbox.unreadOnly = !session.inbox.unreadOnly;
  return true;
}

export function handleShortcut(event: KeyboardEvent, session: Session): void {
  if (event.defaultPrevented || event.isComposing || session.phase !== 'ready' || session.dialogs.current) return;
  if (document.querySelector('[role="alertdialog"]')) return;
  for (const { shortcuts } of shortcutGroups) {
    for (const { matches, run } of shortcuts) {
      if (!matches?.(event) || !run?.(session)) continue;
      event.preventDefault();
      return;
    }
  }
}
