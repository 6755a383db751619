/**
 * Becoming somebody in a chat: with the chat's password the first time, with a code mailed to the address after that. Ends with a
 * chat-user token among the account's secrets.
 */
import type { SignInStep } from '../../../preload/contract/provider.ts';
import type { SignIn } from '../contract.ts';
import { AuthError, Protocol, Rejected } from '../errors.ts';
import type { Access } from './access.ts';
import { joinBody, tokenNames } from './assumptions.ts';
import { InvalidInput } from './classify.ts';
import type { Client } from './client.ts';
import type { Directory } from './directory.ts';
import { field } from '../field.ts';
import { personIn } from './person.ts';
import { stringIn } from './pick.ts';

type Values = Readonly<Record<string, string>>;

export function createSignIn(chatId: string, client: Client, access: Access, directory: Directory): SignIn {
  const usersPath = `/chats/${encodeURIComponent(chatId)}/users`;
  /** Whom the code was mailed to; null while the first form is open. */
  let codeFor: string | null = null;

  async function join(values: Values, signal: AbortSignal): Promise<SignInStep | 'done'> {
    const [name, surname, email, password] = ['name', 'surname', 'email', 'password'].map((part) => values[part]?.trim() ?? '');
    if (!email) throw refused('Enter your e-mail address: ConnectNow knows you by it.', 'email');
    if (!password) return askForCode(email);
    client.hide(password);
    const body = joinBody({ name: name!, surname: surname!, email, password });
    const call = { method: 'POST', path: `/api${usersPath}`, body, about: 'this chat' } as const;
    const json = await asForm(() => client.call(call, signal), 'ConnectNow Chat did not let you in. Check the chat password.', 'password');
    return (await finish(email, json)) ? 'done' : askForCode(email);
  }

  function askForCode(email: string): SignInStep {
    codeFor = email;
    return codeStep(email);
  }

  async function redeem(email: string, typed: string, signal: AbortSignal): Promise<'done'> {
    const code = typed.replace(/[\s-]/g, '');
    if (!/^\d{1,15}$/.test(code)) throw refused('The code consists of digits. Copy it from the e-mail.', 'code');
    const call = {
      method: 'POST',
      path: `${usersPath}/get-token`,
      body: { email, 'auth-code': Number(code) },
      about: 'this code',
    } as const;
    const json = await asForm(
      () => client.callUnsure(call, signal),
      'ConnectNow Chat does not accept this code. It may have expired.',
      'code',
    );
    if (await finish(email, json)) return 'done';
    throw new Protocol('ConnectNow Chat took the code but gave no token that Parley can find in its answer.', 'maybe');
  }

  /** Whether the answer held a token: it is kept then. */
  async function finish(email: string, json: unknown): Promise<boolean> {
    const token = stringIn(json, tokenNames);
    if (token === null) return false;
    if (!/^[\x21-\x7e]+$/.test(token)) throw new Protocol('ConnectNow Chat gave a token that holds characters no token has.', 'maybe');
    client.hide(token);
    await access.chatTokens.keep(chatId, email, token);
    directory.noteMe(chatId, personIn(json));
    return true;
  }

  return {
    start: () => Promise.resolve(personStep(access.chatTokens.email(chatId))),
    answer: (values, signal) => (codeFor === null ? join(values, signal) : redeem(codeFor, values['code'] ?? '', signal)),
  };
}

/** Refusals here are about what was typed: none of them is the account's API token, which is not shown. */
async function asForm<Value>(job: () => Promise<Value>, sentence: string, fieldName: string): Promise<Value> {
  try {
    return await job();
  } catch (error) {
    if (error instanceof InvalidInput) {
      const { 'auth-code': code, ...fields } = error.fields;
      throw new Rejected(error.message, 'invalid', code === undefined ? fields : { ...fields, code });
    }
    const reason = error instanceof Rejected ? error.reason : null;
    if (reason === 'forbidden') {
      throw refused(`${sentence} Or ConnectNow has not yet admitted the internet address of this computer: ask its support.`, fieldName);
    }
    if (error instanceof AuthError || reason === 'not-found') throw refused(sentence, fieldName);
    throw error;
  }
}

const refused = (sentence: string, fieldName: string) => new Rejected(sentence, 'invalid', { [fieldName]: sentence });

const personStep = (email: string): SignInStep => ({
  title: 'Sign in to this chat',
  sentence:
    'The first time, fill in everything; whoever invited you to the chat has its password. If ConnectNow has already mailed you a code, your e-mail address alone will do.',
  fields: [
    field({
      name: 'email',
      label: 'E-mail address',
      help: 'People in the chat can see it. Codes are sent to it.',
      type: 'email',
      required: true,
      defaultValue: email,
    }),
    field({ name: 'name', label: 'Name', help: 'As people in the chat will see it.' }),
    field({ name: 'surname', label: 'Surname', help: 'As people in the chat will see it.' }),
    field({
      name: 'password',
      label: 'Chat password',
      help: 'Leave it empty if you already have a code by e-mail. Parley does not keep it.',
      type: 'secret',
    }),
  ],
  submitLabel: 'Continue',
});

const codeStep = (email: string): SignInStep => ({
  title: 'Enter the code',
  sentence: `ConnectNow sends a code to ${email}. It can take a few minutes to arrive; look in the spam folder, too.`,
  fields: [
    field({ name: 'code', label: 'Code', help: 'The digits from the e-mail.', placeholder: '123456', type: 'code', required: true }),
  ],
  submitLabel: 'Sign in',
});
