/** The user's messages carry a number and, once changed, a version, so that each is known again in whatever place and order. */

export const noteText = (number: number, seed: number, version = 1) =>
  `Note ${number} of day ${seed}${version === 1 ? '' : `, version ${version}`}`;

/** Null for what is none. */
export function readNote(text: string): { number: number; version: number } | null {
  const [, number, version = '1'] = /^Note (\d+) of day \d+(?:, version (\d+))?$/.exec(text) ?? [];
  return number === undefined ? null : { number: Number(number), version: Number(version) };
}
