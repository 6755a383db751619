/** Made-up words by rank, the most frequent short, as in any language. */
const onsets = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'y', 'ch', 'tr'];
const rimes = ['a', 'e', 'i', 'o', 'u', 'an', 'el', 'in', 'om', 'é'];
const syllables = onsets.flatMap((onset) => rimes.map((rime) => onset + rime));

export function wordOf(rank: number): string {
  const rest = Math.floor(rank / syllables.length);
  return syllables[rank % syllables.length]! + (rest === 0 ? '' : wordOf(rest - 1));
}

/** How many different words so many messages have: by Heaps’ law, with constants as measured for English. */
export function vocabularyOf(messages: number): number {
  return Math.round(30 * (messages * meanWords) ** 0.55);
}

export const meanWords = 14;

/** Two thousand characters of Chinese in use, the most frequent ones not the first in the table. */
export function hanOf(rank: number): string {
  return String.fromCodePoint(0x4e00 + ((rank * 7919) % 2000) * 4);
}

export const hanCount = 2000;
