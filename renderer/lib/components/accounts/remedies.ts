/** What the buttons next to an account in trouble do; the same wherever one stands. */
import type { Account } from '../../../../preload/contract/domain.ts';
import { parley } from '../../ipc.ts';
import type { Remedy } from '../../format/health.ts';
import type { Session } from '../../state/session.svelte.ts';

export async function applyRemedy({ notices, dialogs }: Session, account: Account, remedy: Remedy): Promise<void> {
  const accountId = account.id;
  if (remedy === 'enter-secret') dialogs.open({ kind: 'replace-secret', accountId });
  else if (remedy === 'sign-in') dialogs.open({ kind: 'sign-in', accountId });
  else if (remedy === 'resume')
    await notices.attempt('The account is still paused', () => parley.accounts.setPaused({ accountId, paused: false }));
  else if (remedy === 'unlock') await notices.attempt('The keychain was not unlocked', () => parley.accounts.refresh({ accountId }));
  else if (remedy === 'read-now') await notices.attempt('Nothing was read', () => parley.accounts.refresh({ accountId }));
}
