import { startConnectNow, type ConnectNowService } from '../../main/rehearsal/connectnow/index.ts';
import type { FaultBench } from './engine.ts';
import { faultMatrix } from './matrix.ts';

/** A token that was refused is forgotten: the person joins the chat anew, with its password and the code that is mailed. */
async function joinAgain({ engine, service, sample, conversation }: FaultBench): Promise<void> {
  const { id, remoteId, signIn } = await conversation();
  if (signIn !== 'needed') return;
  const { tables, lastCode } = service as ConnectNowService;
  const { email } = sample.values as { email: string };
  const { signIns } = engine.accounts;
  await signIns.begin('again', { conversationId: id });
  const { password } = tables.chats.find(Number(remoteId))!;
  const state = await signIns.answer('again', { name: 'Robin', surname: 'Vale', email, password });
  if (!state.done) await signIns.answer('again', { code: String(lastCode(email)) });
}

// ConnectNow limits its routes one by one, so a limit is told where it holds; and it knows no limit that comes as 500.
faultMatrix({
  start: startConnectNow,
  kind: 'connectnow-chat',
  effects: { 'rate-limit': ['conversation'], 'rate-limit-500': ['offline'], 'rate-limit-wait': ['conversation'] },
  recover: joinAgain,
});
