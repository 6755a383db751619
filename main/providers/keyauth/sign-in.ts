/** The steps between the account form and a working account: one sign-in, and a code where KeyAuth asks for one. */
import type { SignInStep } from '../../../preload/contract/provider.ts';
import type { ProviderContext, SignIn } from '../contract.ts';
import { createClient } from './client.ts';
import { CodeNeeded } from './login.ts';
import { createSession } from './session.ts';
import { settingsOf } from './settings.ts';

export function createSignIn(context: ProviderContext): SignIn {
  const session = createSession(context, createClient(context));
  return {
    async start(signal) {
      try {
        await session.signIn(null, signal);
        return 'done';
      } catch (error) {
        if (error instanceof CodeNeeded) return codeStep(settingsOf(context.values).credentials.kind === 'license');
        throw error;
      }
    },
    async answer(values, signal) {
      await session.signIn((values['code'] ?? '').trim(), signal);
      return 'done';
    },
  };
}

function codeStep(withLicense: boolean): SignInStep {
  return {
    title: 'Two-factor code',
    sentence: `KeyAuth wants the code your authenticator app shows for this application.${withLicense ? ' A license key nobody has used yet is used up by signing in.' : ''}`,
    fields: [
      {
        name: 'code',
        label: 'Code',
        help: 'It changes every half minute.',
        placeholder: '123456',
        type: 'code',
        required: true,
        defaultValue: '',
        advanced: false,
      },
    ],
    submitLabel: 'Sign in',
  };
}
