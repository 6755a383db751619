import { describe, expect, test } from 'vitest';
import { createCredentials } from '../../../main/credentials/index.ts';
import { createKeychain, type Keytar } from '../../../main/credentials/keychain.ts';
import { quietLog } from '../providers/support.ts';

function broken(error: Error): Keytar {
  const fail = () => Promise.reject(error);
  return { getPassword: fail, setPassword: fail, deletePassword: fail };
}

describe('a keychain that does not work', () => {
  test.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', /No keychain is running/],
    ['The name org.freedesktop.secrets was not provided by any .service files', /No keychain is running/],
    ['Failed to execute child process “dbus-launch” (No such file or directory)', /No keychain is running/],
    ['Could not connect: No such file or directory', /No keychain is running/],
    ['Cannot create an item in a locked collection', /keychain is locked/],
    ['Prompt dismissed', /prompt was closed/],
    ['something else', /did not work/],
  ])('%s', async (text, sentence) => {
    const keychain = createKeychain(broken(new Error(text)), 'linux');
    expect(await keychain.read('one')).toMatchObject({ outcome: 'unreadable', sentence: expect.stringMatching(sentence) });
    await expect(keychain.write('one', { key: 'test_key' })).rejects.toThrow(sentence);
    await expect(keychain.remove('one')).rejects.toThrow(sentence);
  });

  test('one that hangs is given up on, and not asked without end', async () => {
    let calls = 0;
    const hanging = () => {
      calls += 1;
      return new Promise<never>(() => {});
    };
    const keychain = createKeychain({ getPassword: hanging, setPassword: hanging, deletePassword: hanging }, 'linux', 30);
    for (let index = 0; index < 5; index += 1)
      expect(await keychain.read('one')).toMatchObject({ outcome: 'unreadable', sentence: expect.stringMatching(/did not answer/) });
    expect(calls).toBe(2);
  });

  test('one that forgets is noticed when writing', async () => {
    const forgetful: Keytar = { getPassword: async () => null, setPassword: async () => {}, deletePassword: async () => false };
    const keychain = createKeychain(forgetful, 'linux');
    await expect(keychain.write('one', { key: 'test_key' })).rejects.toThrow(/did not work/);
    expect(await keychain.read('one')).toMatchObject({ outcome: 'unreadable' });
  });
});

describe('credentials', () => {
  test('go to the driver the account asks for, and their values to the log’s list of things to hide', async () => {
    const hidden: string[] = [];
    const credentials = createCredentials(broken(new Error('no bus')), (secret) => hidden.push(secret), quietLog, 'linux');
    await credentials.write({ id: 'one', keep: 'run' }, { key: 'test_key_3' });
    expect(await credentials.read({ id: 'one', keep: 'run' })).toMatchObject({ outcome: 'found', secrets: { key: 'test_key_3' } });
    expect(hidden).toContain('test_key_3');
    await credentials.remove({ id: 'one', keep: 'run' });
    expect(await credentials.read({ id: 'one', keep: 'run' })).toEqual({ outcome: 'absent' });
    expect(await credentials.selfTest()).toMatchObject({ available: false });
  });
});
