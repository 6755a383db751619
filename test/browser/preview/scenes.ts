/** What the preview can show, by name. */
import type { CheckStep } from '../../../preload/contract/provider.ts';
import { FakeParley } from '../support/fake-parley.ts';
import { account, checkStep, health, hour, minute } from '../support/samples.ts';
import { fillInbox, livelyConversations } from './lively.ts';
import { decided } from './decided.ts';
import { services } from './services.ts';

const rehearsal = {
  running: true,
  accountIds: ['rehearsal'],
  faults: [
    { id: 'slow', label: 'Slow answers', detail: 'Every answer takes three seconds.' },
    { id: 'drop', label: 'Dropped connections', detail: 'The server hangs up without a word.' },
    { id: 'refused', label: 'Key refused', detail: '401 with the documented body.' },
    { id: 'limit', label: 'Too many requests', detail: '429, spike arrest.' },
    { id: 'html', label: 'A web page instead of data', detail: '200 with HTML.' },
  ],
  activeFault: null,
};

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function lively(): FakeParley {
  const fake = new FakeParley({ conversations: livelyConversations() });
  fillInbox(fake);
  fake.on('accounts.check', async ({ checkId, values }: { checkId: string; values: Record<string, string> }) => {
    const wrong = values['key']?.includes('wrong');
    const names = ['Name lookup', 'Connection', 'Encryption', 'Key', 'Reading “CHAPI sandbox”'];
    const steps: CheckStep[] = [];
    for (const [index, name] of names.entries()) {
      const failed = wrong && name === 'Key';
      const after = steps.some(({ state }) => state === 'failed');
      fake.emit({ type: 'check-step', checkId, index, step: checkStep(name, 'running') });
      if (!after) await wait(250);
      const step = after
        ? checkStep(name, 'skipped', { milliseconds: null })
        : checkStep(name, failed ? 'failed' : 'passed', {
            ...(name === 'Key' ? { field: 'key' } : {}),
            detail: failed ? '8x8 does not accept this key.' : '',
            fix: failed ? 'Check that it was copied whole and has not expired.' : '',
            milliseconds: 40 + index * 23,
          });
      steps.push(step);
      fake.emit({ type: 'check-step', checkId, index, step });
    }
    return { passed: !wrong, steps };
  });
  return fake;
}

export const scenes: Record<string, () => FakeParley> = {
  first: () => new FakeParley({ accounts: [], conversations: [] }),
  'first-no-keychain': () =>
    new FakeParley({
      accounts: [],
      conversations: [],
      keychain: {
        available: false,
        backend: '',
        sentence: 'No secret service answers on this desktop. Install and unlock GNOME Keyring or KWallet, then retry.',
      },
    }),
  inbox: lively,
  decided,
  services,
  'services-first': () => {
    const fake = services();
    fake.start.accounts = [];
    fake.start.conversations = [];
    return fake;
  },
  rehearsal: () => {
    const fake = lively();
    fake.start.rehearsal = rehearsal;
    return fake;
  },
  notices: () => {
    const fake = lively();
    fake.start.notices = [
      {
        id: 'salvaged',
        tone: 'warning',
        title: 'Your database was damaged and has been repaired.',
        detail: '12,480 messages, 3 drafts and 1 unsent message were saved. The damaged file is kept beside it.',
      },
      { id: 'update', tone: 'info', title: 'Parley was updated to 0.1.0.', detail: '' },
    ];
    return fake;
  },
  interrupted: () => {
    const fake = lively();
    fake.start.job = {
      kind: 'export',
      scope: { kind: 'all' },
      state: 'interrupted',
      part: 0,
      sentence:
        'Parley was closed before the export of everything, begun on May 3, 2025, was done. Continue where it stopped, or dismiss this and delete its folder in /home/sam/Documents, whose name says “unfinished”.',
      canContinue: true,
      hasFolder: false,
    };
    fake.data.job = fake.start.job;
    return fake;
  },
  trouble: () => {
    const fake = lively();
    const now = Date.now();
    const at = { since: now - 3 * hour, lastSuccessAt: now - 2 * hour, nextPollAt: now + 4 * minute };
    fake.start.accounts = [
      account({
        health: health({
          ...at,
          state: 'refused',
          sentence: '8x8 does not accept this key any more. Ask your administrator for a new one.',
        }),
      }),
      account({
        id: 'side',
        name: 'Harbour project',
        hue: 150,
        health: health({ ...at, state: 'limited', sentence: '8x8 asked Parley to slow down.' }),
      }),
      account({
        id: 'locked',
        name: 'Community',
        hue: 320,
        health: health({ ...at, state: 'locked', sentence: 'The keychain is locked. The key is still in it; nothing was deleted.' }),
      }),
      account({
        id: 'offline',
        name: 'Branch office',
        hue: 40,
        health: health({ ...at, state: 'offline', sentence: 'api.8x8.com could not be reached.' }),
      }),
      account({ id: 'paused', name: 'Archive', hue: 90, keep: 'run', health: health({ ...at, state: 'paused', sentence: '' }) }),
    ];
    return fake;
  },
  many: () => {
    const fake = lively();
    const base = fake.start.conversations;
    fake.start.conversations = Array.from({ length: 5000 }, (_, index) => ({
      ...base[index % base.length]!,
      id: index + 1,
      remoteId: `many-${index}`,
      title: `${base[index % base.length]!.title} ${index}`,
    }));
    return fake;
  },
  empty: () => {
    const fake = new FakeParley({ conversations: [] });
    return fake;
  },
  'read-failed': () => {
    const fake = lively();
    fake.failNext('messages.page', 'The database did not answer: disk I/O error.', 'storage');
    return fake;
  },
  'start-failed': () => {
    const fake = lively();
    fake.failNext(
      'app.start',
      'The folder /home/sam/.config/Parley cannot be written to. Check its permissions and the free space.',
      'storage',
    );
    return fake;
  },
};
