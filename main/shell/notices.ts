/** What opening the database found, in words for the top of the window. */
import type { Notice } from '../../preload/contract/domain.ts';
import type { OpenOutcome } from '../store/contract.ts';

export function noticesOf(outcome: OpenOutcome): Notice[] {
  if (outcome.kind !== 'recovered') return [];
  const rest = outcome.restoredFrom
    ? `Parley went back to the backup ${outcome.restoredFrom}.`
    : 'There was no usable backup, so Parley began with an empty one; what the services still hold is read again.';
  return [
    {
      id: 'store-recovered',
      tone: 'danger',
      title: 'The database was damaged',
      detail: `${rest} The damaged file was kept as ${outcome.keptFile}.`,
    },
  ];
}
