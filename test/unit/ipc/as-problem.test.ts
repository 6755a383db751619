import { describe, expect, test } from 'vitest';
import { asProblem } from '../../../main/ipc/as-problem.ts';
import { KeychainUnavailable } from '../../../main/credentials/contract.ts';
import { Problem } from '../../../main/problem.ts';
import { AuthError, Rejected } from '../../../main/providers/errors.ts';

describe('what the window is told of an error', () => {
  const logged: string[] = [];
  const told = (error: unknown) => asProblem(error, (text) => logged.push(text));

  test.each([
    [new Problem('conflict', 'Not now.'), { code: 'conflict', message: 'Not now.' }],
    [
      new Problem('invalid-argument', 'Missing.', { key: 'Missing.' }),
      { code: 'invalid-argument', message: 'Missing.', fields: { key: 'Missing.' } },
    ],
    [new AuthError('No.'), { code: 'provider', message: 'No.' }],
    [
      new Rejected('Wrong.', 'invalid', { code: 'Not the code.' }),
      { code: 'provider', message: 'Wrong.', fields: { code: 'Not the code.' } },
    ],
    [new Rejected('Wrong.', 'invalid'), { code: 'provider', message: 'Wrong.' }],
    [new KeychainUnavailable('Locked.'), { code: 'keychain', message: 'Locked.' }],
  ])('%s', (error, answer) => {
    expect(told(error)).toEqual(answer);
    expect(logged).toEqual([]);
  });

  test('what was not meant for people is logged, not shown', () => {
    expect(told(new TypeError('x is undefined'))).toEqual({ code: 'internal', message: expect.not.stringContaining('undefined') });
    expect(logged.join()).toContain('x is undefined');
  });
});
