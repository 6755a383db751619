/** Services of other kinds than 8x8: sign-in, send only, everything at once. */
import type { Field, ManagedKind, ProviderDescription, SignInStep } from '../../../preload/contract/provider.ts';
import { eight } from './samples.ts';

export function field(part: Partial<Field> & Pick<Field, 'name' | 'label'>): Field {
  return { help: '', placeholder: '', type: 'text', required: false, defaultValue: '', advanced: false, ...part };
}

const address = field({
  name: 'address',
  label: 'Server address',
  type: 'address',
  help: 'Where your company runs it.',
  placeholder: 'https://chat.example.com',
  required: true,
});

/** Telephone and code; reads, replies, edits, deletes. */
export const spikaUser: ProviderDescription = {
  ...eight,
  kind: 'spika-user',
  name: 'Spika',
  summary: 'All rooms of a Spika user, live, with replies, edits and deletions.',
  help: 'You sign in with your telephone number and a code that Spika sends you.',
  caution: 'Spika may sign out your other devices when Parley signs in.',
  fields: [
    address,
    field({ name: 'telephone', label: 'Telephone number', type: 'telephone', required: true, placeholder: '+385 91 123 4567' }),
  ],
  capabilities: { read: true, send: true, reply: true, edit: true, remove: ['self', 'all'], addConversation: false, signIn: true },
  createsOnSend: false,
};

export const spikaKey: ProviderDescription = {
  ...eight,
  kind: 'spika-key',
  name: 'Spika messaging key',
  summary: 'Sends into Spika rooms as a bot.',
  capabilities: { read: false, send: true, reply: true, edit: false, remove: [], addConversation: true, signIn: false },
  createsOnSend: false,
};

export const keyAuth: ProviderDescription = {
  ...eight,
  kind: 'keyauth',
  name: 'KeyAuth',
  summary: 'Chat channels of a KeyAuth application.',
  fields: [field({ name: 'password', label: 'Password', type: 'secret', required: true })],
  conversationWord: 'channel',
  capabilities: { ...eight.capabilities, signIn: true },
  createsOnSend: false,
  limits: { messageLength: { most: 2000, unit: 'bytes' } },
  textCautions: [
    {
      contains: '<',
      sentence: 'KeyAuth removes everything from “<” on that looks like a tag. Others may see only part of your message.',
      replacement: '‹',
    },
  ],
};

const person = [
  field({ name: 'name', label: 'Name', required: true }),
  field({ name: 'email', label: 'E-mail address', type: 'email', required: true }),
];
const kinds: ManagedKind[] = [
  {
    id: 'companies',
    plural: 'Companies',
    singular: 'company',
    parent: null,
    createFields: [field({ name: 'name', label: 'Name', required: true })],
    updateFields: [field({ name: 'name', label: 'Name', required: true })],
    canRemove: true,
    revealLabel: null,
  },
  {
    id: 'chats',
    plural: 'Chats',
    singular: 'chat',
    parent: null,
    createFields: [field({ name: 'name', label: 'Name', required: true })],
    updateFields: [field({ name: 'name', label: 'Name', required: true })],
    canRemove: true,
    revealLabel: 'Show chat password',
  },
  {
    id: 'people',
    plural: 'People',
    singular: 'person',
    parent: 'chats',
    createFields: person,
    updateFields: person,
    canRemove: true,
    revealLabel: null,
  },
];

export const connectNow: ProviderDescription = {
  ...eight,
  kind: 'connectnow',
  name: 'ConnectNow',
  summary: 'Chats, companies and people of ConnectNow.',
  conversationWord: 'chat',
  capabilities: { read: true, send: true, reply: false, edit: true, remove: ['all'], addConversation: false, signIn: false },
  createsOnSend: false,
  managed: kinds,
};

export const codeStep: SignInStep = {
  title: 'Enter the code',
  sentence: 'Spika sent a code to +385 91 123 4567. It may take a minute.',
  fields: [field({ name: 'code', label: 'Code', type: 'code', required: true })],
  submitLabel: 'Sign in',
};

export const personStep: SignInStep = {
  title: 'Who are you?',
  sentence: 'The chat shows your name to its members.',
  fields: [...person, field({ name: 'password', label: 'Chat password', type: 'secret', required: true })],
  submitLabel: 'Continue',
};
