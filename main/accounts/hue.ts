/** Well separated account colours, as hues in degrees: calm ones first. */
const hues = [215, 160, 28, 280, 340, 190, 100, 48, 250, 5];

/** The first hue no account has yet; with more accounts than hues they repeat. */
export function pickHue(taken: number[]): number {
  return hues.find((hue) => !taken.includes(hue)) ?? hues[taken.length % hues.length]!;
}
