/** What a signed-in Spika user is, as the account form and the scheduler see it. */
import type { ProviderInfo } from '../contract.ts';
import { field } from '../field.ts';
import { addressField } from '../spika/address-field.ts';

export const info: ProviderInfo = {
  kind: 'spika-user',
  name: 'Spika',
  summary: 'Read and write all your Spika rooms, live, signed in with your telephone number.',
  help: 'Spika sends a code to your telephone; Parley asks for it next. Parley then counts as one more device of yours.',
  caution:
    'Signing in may sign other devices of yours out of Spika, your telephone among them: how many a server allows is its owner’s choice. A number Spika does not know yet gets an account. Whenever Parley disconnects, Spika ends a call you are in.',
  fields: [
    addressField,
    field({
      name: 'telephone',
      label: 'Telephone number',
      help: 'With + and the country code, as you gave it to Spika.',
      placeholder: '+31 20 123 4567',
      type: 'telephone',
      required: true,
    }),
  ],
  conversationWord: 'room',
  // Spika documents no limit and has none in its code; what its server cannot take comes back as 413.
  limits: { messageLength: null },
  pacing: {
    // Spika limits nothing. This is courtesy towards somebody's own small server.
    minimumGap: 50,
    // Live updates carry what is new; reading is for what they do not tell, such as reactions.
    poll: { open: 10_000, visible: 60_000, background: 300_000 },
    list: 300_000,
  },
};
