/** What the toolbar, the menu and the keys of a message do: the same, from wherever it was asked for. */
import { tick } from 'svelte';
import type { Message, OutboxItem } from '../../../../preload/contract/domain.ts';
import { copy } from '../../clipboard.ts';
import { visibleText } from '../../format/text.ts';
import { parley } from '../../ipc.ts';
import { focusPlace } from '../../places.ts';
import { whyNot, type MessageAction, type Subject } from '../../state/message-actions.ts';
import type { Session } from '../../state/session.svelte.ts';

export type AnyAction = MessageAction | 'copy';

export async function act(session: Session, action: AnyAction, subject: Subject): Promise<void> {
  const { message } = subject;
  const reason = action === 'copy' ? '' : whyNot(action, subject);
  if (reason) session.notices.toast('failed', reason);
  else if (action === 'copy') await copy(visibleText(message.text), session.notices);
  else if (action === 'save') await save(session, message);
  else if (action === 'remove') session.dialogs.open({ kind: 'delete-message', message });
  else {
    if (action === 'reply') session.composer.startReply(message);
    else session.composer.startEdit(message);
    await toComposer();
  }
}

async function save(session: Session, message: Message): Promise<void> {
  const { saved } = message;
  if (await setSaved(session, message, !saved)) session.announcer.say(saved ? 'No longer saved' : 'Saved');
}

/** Answers whether it was kept. */
export function setSaved({ notices }: Session, { id }: Message, saved: boolean): Promise<boolean> {
  return notices.attempt(saved ? 'It was not saved' : 'It is still saved', () => parley.saved.set({ messageId: id, saved }));
}

/** Goes on with a change that failed. */
export async function correct({ composer }: Session, message: Message, item: OutboxItem): Promise<void> {
  composer.startEdit(message, item);
  await toComposer();
}

async function toComposer(): Promise<void> {
  await tick();
  focusPlace('composer');
}
