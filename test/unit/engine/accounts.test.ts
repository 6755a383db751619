import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { providers } from '../../../main/providers/registry.ts';
import { conversationNamed, startBench, until } from './running.ts';

describe('accounts', () => {
  test('the key is in the keychain and nowhere in the data folder', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office']);
    await until('read', async () => (await conversationNamed(bench.engine, 'Office')).caughtUpAt);
    const key = bench.server.accounts[0]!.values['key']!;
    expect(bench.keychain.get(account.id)).toContain(key);
    await bench.engine.close();
    for (const file of readdirSync(bench.folder, { recursive: true, withFileTypes: true }))
      if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name)).includes(key), file.name).toBe(false);
    expect(JSON.stringify(bench.changes)).not.toContain(key);
    await bench.restart();
  });

  test('an unreadable keychain is not a missing key: nothing is overwritten, and it goes on when it is back', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office']);
    const { get, set } = bench.keychain;
    const stored = bench.keychain.get(account.id);
    // As gnome-keyring does when locked: reading finds nothing, writing is refused.
    bench.keychain.get = () => undefined;
    bench.keychain.set = () => {
      throw new Error('Cannot create an item in a locked collection');
    };
    await bench.restart();
    await until('locked', () => bench.engine.roster.view(account.id).health.state === 'locked');
    expect(bench.engine.roster.view(account.id).health.sentence).toMatch(/locked.*Unlock/);
    bench.keychain.get = get;
    bench.keychain.set = set;
    expect(bench.keychain.get(account.id)).toBe(stored);
    await bench.engine.accounts.refresh(account.id);
    await until('ok', () => bench.engine.roster.view(account.id).health.state === 'ok');
  });

  test('a missing key is asked for again', async () => {
    await using bench = await startBench();
    const account = await bench.addAccount(['Office']);
    bench.keychain.clear();
    await bench.restart();
    await until('missing', () => bench.engine.roster.view(account.id).health.state === 'missing');
  });

  test('removing an account removes its key and its messages', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office']);
    await until('read', async () => (await conversationNamed(bench.engine, 'Office')).caughtUpAt);
    await bench.engine.accounts.remove(account.id);
    expect(bench.keychain.has(account.id)).toBe(false);
    expect(await bench.engine.store.readConversations()).toEqual([]);
    expect(bench.engine.roster.all()).toEqual([]);
  });

  test('a paused account is silent', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office']);
    await until('read', async () => (await conversationNamed(bench.engine, 'Office')).caughtUpAt);
    await bench.engine.accounts.setPaused(account.id, true);
    const before = bench.server.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(bench.server.requests.length).toBe(before);
    await bench.engine.accounts.setPaused(account.id, false);
    await until('read again', () => bench.server.requests.length > before);
  });

  test('a room is added and forgotten again', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    bench.server.post('Lobby', 'Ada', 'welcome');
    const account = await bench.addAccount(['Office']);
    const remote = await bench.engine.accounts.addConversation(account.id, ' Lobby ');
    expect(remote.title).toBe('Lobby');
    await until('read', async () => (await conversationNamed(bench.engine, 'Lobby')).caughtUpAt);
    await bench.engine.accounts.dropConversation(account.id, remote.remoteId);
    expect(bench.engine.roster.view(account.id).settings['rooms']).toBe('Office');
    await expect(bench.engine.accounts.addConversation(account.id, '   ')).rejects.toThrow();
  });

  test('the connection test names the step that fails', async () => {
    await using bench = await startBench();
    const { values } = bench.server.accounts[0]!;
    const good = await bench.engine.accounts.check({ kind: '8x8-chapi', values }, () => {});
    expect(good.passed).toBe(true);
    const bad = await bench.engine.accounts.check({ kind: '8x8-chapi', values: { ...values, key: 'wrong_key_000000' } }, () => {});
    expect(bad.passed).toBe(false);
    expect(bad.steps.filter((step) => step.state === 'failed')).toHaveLength(1);
    expect(JSON.stringify(bad)).not.toContain('wrong_key_000000');
  });

  test('a check keeps the key’s pace together with the account that runs on it', async () => {
    await using bench = await startBench();
    const rooms = ['One', 'Two', 'Three', 'Four'];
    for (const room of rooms) bench.server.post(room, 'Ada', 'hello');
    const account = await bench.addAccount(rooms);
    bench.engine.sync.readNow(account.id);
    const values = { ...bench.server.accounts[0]!.values, rooms: rooms.join('\n') };
    expect((await bench.engine.accounts.check({ kind: '8x8-chapi', values, accountId: account.id }, () => {})).passed).toBe(true);
    const times = bench.server.requests.map((request) => request.at);
    expect(Math.min(...times.slice(1).map((time, index) => time - times[index]!))).toBeGreaterThanOrEqual(200);
    expect(bench.server.rateViolations()).toBe(0);
  });

  test('rehearsal accounts vanish with it, also after a crash', async () => {
    await using bench = await startBench();
    await bench.engine.rehearsal.start();
    const kinds = new Set(bench.engine.roster.all().map(({ kind, keep }) => `${kind}, ${keep}`));
    expect([...kinds].sort()).toEqual(providers.map(({ info }) => `${info.kind}, rehearsal`).sort());
    expect(bench.keychain.size).toBe(0);
    await bench.restart();
    expect(bench.engine.roster.all()).toEqual([]);
    await bench.engine.rehearsal.start();
    await bench.engine.rehearsal.stop();
    expect(await bench.engine.store.readConversations()).toEqual([]);
  });
});
