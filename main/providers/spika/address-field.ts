/** Spika runs on servers of its users' own, so both account kinds ask where. */
import { field } from '../field.ts';

export const addressField = field({
  name: 'address',
  label: 'Server address',
  help: 'Where your Spika runs: the address you open it at, without anything after the name.',
  placeholder: 'https://chat.example.com',
  type: 'address',
  required: true,
});
