/** Whether what Parley shows at the end of the day is true. */
import type { Conversation } from '../../preload/contract/domain.ts';
import type { Engine } from '../../main/engine.ts';
import { readHistory, whatIsWrong, whatWasNotSaid, type LocalHistory } from './history.ts';
import type { Journal } from './journal.ts';
import { inWords } from './spika-truth.ts';
import { second, type Room, type Scene } from './scene.ts';
import { withUnseen, type Fate } from './unseen.ts';
import { judgeNotes } from './verdict-on-notes.ts';
import { judgeVersions } from './verdict-on-versions.ts';

/** The service's own times may be whole seconds. */
const precision = second;
/** Everything is read at least this often, ms, when all is well. */
const longestWait = 45 * 60 * second;

/** Notes every problem in the journal; answers how many gaps are marked. */
export async function judge(scene: Scene, engine: Engine): Promise<{ gaps: number }> {
  const { journal, services, network } = scene;
  let gaps = 0;
  for (const room of scene.rooms) gaps += await judgeRoom(room, scene, engine);
  await judgeNotes(scene, engine);
  for (const { service, account } of network.punctual ? services : []) {
    const violations = service.rateViolations();
    if (violations > 0) journal.problem(`${account.name} was called too fast ${violations} times`);
  }
  const unread = (await engine.store.readConversations()).reduce((sum, conversation) => sum + conversation.unread, 0);
  const total = await engine.store.readUnreadTotal();
  if (unread !== total) journal.problem(`${total} messages count as unread, but ${unread} in the list of conversations`);
  return { gaps };
}

/** Answers how many gaps are marked in it. */
async function judgeRoom(room: Room, { journal, world }: Scene, { roster, store }: Engine): Promise<number> {
  const history = await readHistory(store, room.id);
  const conversation = (await store.readConversation(room.id))!;
  const note = (what: string) => journal.problem(`${room.service.account.name}, ${room.remoteId} ${what}`);
  const wrong = whatIsWrongIn(room, history, journal);
  if (wrong) note(`is not true: ${wrong}`);
  judgeUnread(room, conversation, history, note);
  judgeReactions(room, history, note);
  for (const problem of await judgeVersions(room, history, journal, store)) note(problem);

  const { health } = roster.view(conversation.accountId);
  if (health.state !== 'ok') journal.problem(`${room.service.account.name} is ${health.state}: ${health.sentence}`);
  const age = world.now() - (conversation.caughtUpAt ?? 0);
  if (room.service.window !== 0 && age > longestWait) note(`was last read ${Math.round(age / 60_000)} minutes ago`);
  if (conversation.trouble) note(`still says: ${conversation.trouble}`);
  if (conversation.gaps !== history.gaps.length) note(`counts ${conversation.gaps} gaps and shows ${history.gaps.length}`);
  const last = history.messages.at(-1);
  if (last && conversation.lastMessage?.text !== (last.deleted ? '' : last.text))
    note(`has “${conversation.lastMessage?.text}” for its last message, which is ${last.deleted ? 'deleted' : `“${last.text}”`}`);
  return history.gaps.length;
}

function whatIsWrongIn({ service: { service, window, shows }, remoteId }: Room, history: LocalHistory, journal: Journal): string | null {
  const truth = service.truth(remoteId);
  const posts = journal.posts.filter(({ room }) => room.service.service === service && room.remoteId === remoteId);
  const fate: Fate = (text) => {
    const post = posts.find(({ texts }) => texts.includes(text));
    return post ? (post.gone ? 'gone' : post.texts.at(-1)!) : null;
  };
  const fair = withUnseen(history, truth, shows(remoteId), fate);
  if (window === 0) return whatWasNotSaid(fair, truth);
  // A window out of which lines were deleted is full with fewer.
  return whatIsWrong(fair, truth, window && window - posts.filter(({ gone }) => gone).length);
}

function judgeUnread({ marked }: Room, conversation: Conversation, { messages }: LocalHistory, note: (what: string) => void): void {
  const unread = messages.filter((message) => message.unread);
  if (conversation.unread !== unread.length) note(`counts ${conversation.unread} unread messages and shows ${unread.length}`);
  for (const { mine, deleted, unread: isUnread, sentAt, text } of marked.surely ? messages : []) {
    if ((mine || deleted) && isUnread) note(`counts “${text}” as unread, which is our own or deleted`);
    if (!mine && !deleted && !isUnread && sentAt > marked.at + precision) note(`counts “${text}” as read, and nobody read it`);
    if (isUnread && sentAt < marked.known - 30 * second) note(`counts “${text}” as unread, which was marked read`);
  }
}

/** Of the page that a room on screen is read by: a reaction to an older message shows only where somebody pages back to it. */
function judgeReactions({ service, remoteId }: Room, { messages }: LocalHistory, note: (what: string) => void): void {
  const page = service.reactions?.(remoteId) ?? [];
  const shown = messages.filter(({ deleted }) => !deleted);
  for (const [index, { text, reactions }] of page.entries()) {
    const there = inWords(shown[shown.length - page.length + index]?.reactions ?? []);
    if (there !== reactions) note(`has “${reactions}” put to “${text}”, and shows “${there}”`);
  }
}
