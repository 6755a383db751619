/** What a service does to a text that its writer would not expect. */
import type { ProviderDescription } from '../../../preload/contract/provider.ts';

type Caution = ProviderDescription['textCautions'][number];

export function cautionsFor(text: string, provider: ProviderDescription | undefined): Caution[] {
  return (provider?.textCautions ?? []).filter(({ contains }) => text.includes(contains));
}

/** The text as it arrives whole. */
export function replaced(text: string, cautions: readonly Caution[]): string {
  return cautions.reduce((whole, { contains, replacement }) => whole.replaceAll(contains, replacement), text);
}
