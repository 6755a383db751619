/** How long a text is for a service that limits it: in characters as JavaScript counts them, or in bytes of UTF-8. */
import type { ProviderDescription } from '../../../preload/contract/provider.ts';

type Limit = ProviderDescription['limits']['messageLength'];

/** The most one call to main may carry; services without a known limit end here. */
const ceiling = { most: 1_000_000, unit: 'characters' } as const;
const encoder = new TextEncoder();

/** What a text leaves of the limit (below zero: too long), and whether that is worth saying. Spaces around a text are not sent. */
export function roomLeft(text: string, limit: Limit): { left: number; near: boolean; unit: 'characters' | 'bytes' } {
  const { most, unit } = limit ?? ceiling;
  const trimmed = text.trim();
  const left = most - (unit === 'bytes' ? encoder.encode(trimmed).length : trimmed.length);
  return { left, near: left < Math.min(200, most * 0.2), unit };
}
