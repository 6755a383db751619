/** Signing in: Spika sends a code to the telephone, and the code makes this computer one of the user's devices. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SignInStep } from '../../../preload/contract/provider.ts';
import type { ProviderContext, SignIn } from '../contract.ts';
import { Rejected } from '../errors.ts';
import { DeviceTaken } from '../spika/classify.ts';
import { createCaller } from '../spika/caller.ts';
import { readAs } from '../spika/read.ts';
import { idSchema } from '../spika/schemas.ts';
import { createSession, tokenSchema } from './session.ts';
import { telephoneNumber } from './telephone.ts';

const beganSchema = z.looseObject({ isNewUser: z.boolean().nullish().catch(null) });
const verifiedSchema = z.looseObject({
  user: z.looseObject({ id: idSchema }).nullish().catch(null),
  device: z.looseObject({ token: tokenSchema, userId: idSchema.nullish().catch(null) }),
});

export function createSignIn(context: ProviderContext, timeout?: number): SignIn {
  const { values, tokens, clock } = context;
  const session = createSession(tokens, clock);
  let code = '';
  const spika = createCaller({
    context,
    endpoint: '/api/messenger',
    credential: 'sign-in',
    timeout,
    secrets: () => [code, session.device() ?? '', values['telephone'] ?? ''],
  });

  /** No `device-type` goes along: as a browser, Parley would take the place of the user's open web page. */
  async function post(path: string, body: Record<string, string>, signal: AbortSignal): Promise<unknown> {
    const answer = await spika.call({ method: 'POST', path: `/api/messenger/auth${path}`, credential: null, body }, signal);
    return spika.dataOf(answer, true);
  }

  async function askForCode(telephone: string, signal: AbortSignal): Promise<unknown> {
    if (session.device() === null) await session.setDevice(randomUUID());
    try {
      return await post('', { telephoneNumber: telephone, deviceId: session.device()! }, signal);
    } catch (error) {
      // From before the number in the account was changed: the new one gets a device of its own.
      if (!(error instanceof DeviceTaken)) throw error;
      await session.setDevice(randomUUID());
      return post('', { telephoneNumber: telephone, deviceId: session.device()! }, signal);
    }
  }

  return {
    async start(signal) {
      const telephone = telephoneNumber(values['telephone'] ?? '');
      const began = readAs(beganSchema, await askForCode(telephone, signal), 'a sign-in');
      return codeStep(telephone, began.isNewUser === true);
    },
    async answer(answers, signal) {
      code = (answers['code'] ?? '').trim();
      const missing = 'Type the code Spika sent to your telephone.';
      if (code === '') throw new Rejected(missing, 'invalid', { code: missing });
      const { user, device } = readAs(
        verifiedSchema,
        await post('/verify', { code, deviceId: session.device() ?? '' }, signal),
        'a sign-in',
      );
      await session.begin(device.token, user?.id ?? device.userId ?? null);
      return 'done';
    },
  };
}

function codeStep(telephone: string, isNewUser: boolean): SignInStep {
  const sent = `Spika sent a code to ${telephone}.`;
  return {
    title: 'Enter the code',
    sentence: isNewUser ? `${sent} The number has no name in Spika yet: if that surprises you, check it before you go on.` : sent,
    fields: [
      {
        name: 'code',
        label: 'Code',
        help: 'From the text message on your telephone.',
        placeholder: '',
        type: 'code',
        required: true,
        defaultValue: '',
        advanced: false,
      },
    ],
    submitLabel: 'Sign in',
  };
}
