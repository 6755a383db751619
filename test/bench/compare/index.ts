import type { SizeName } from '../corpus.ts';

export async function compare(_sizes: SizeName[]): Promise<void> {}
