/** Builds once before any test: what is tested are the bundles, of the store's threads as of the whole program. */
import { buildIfChanged } from '../../scripts/build.ts';

export default async function setup(): Promise<void> {
  await buildIfChanged();
}
