/** Against a real Secret Service: gnome-keyring in a D-Bus session of its own. */
import keytar from 'keytar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeychain } from '../../../main/credentials/keychain.ts';
import { startSecretService, type SecretService } from '../../support/secret-service.ts';

let service: SecretService;
const keychain = createKeychain(keytar, 'linux', 10_000);

beforeAll(async () => {
  service = await startSecretService();
  // Before the library's first call: it connects once and for all.
  Object.assign(process.env, service.env);
});
afterAll(() => service.stop());

describe('the Secret Service', () => {
  test('a secret is written, found and removed', async () => {
    await keychain.write('one', { key: 'test_key_1', note: 'ünïcode 🔑' });
    expect(await keychain.read('one')).toEqual({ outcome: 'found', secrets: { key: 'test_key_1', note: 'ünïcode 🔑' } });
    await keychain.remove('one');
    expect(await keychain.read('one')).toEqual({ outcome: 'absent' });
    await keychain.remove('one');
  });

  test('the self-test leaves nothing behind', async () => {
    await keychain.probe();
    expect(await keytar.getPassword('Parley', 'self-test')).toBeNull();
  });

  test('an entry of somebody else is unreadable, and stays', async () => {
    await keytar.setPassword('Parley', 'foreign', 'not JSON');
    expect(await keychain.read('foreign')).toMatchObject({ outcome: 'unreadable' });
    expect(await keytar.getPassword('Parley', 'foreign')).toBe('not JSON');
  });

  test('locked is neither missing nor overwritten, and reads again once unlocked', async () => {
    await keychain.write('kept', { key: 'test_key_2' });
    await service.lock();
    const locked = await keychain.read('kept');
    expect(locked).toMatchObject({ outcome: 'unreadable', sentence: expect.stringMatching(/locked.*Unlock/) });
    await expect(keychain.write('kept', { key: 'other' })).rejects.toThrow(/locked/);
    await service.unlock();
    expect(await keychain.read('kept')).toEqual({ outcome: 'found', secrets: { key: 'test_key_2' } });
  });
});
