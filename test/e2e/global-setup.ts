/** Builds once before the end-to-end tests: they drive the real bundles. */
import { buildIfChanged } from '../../scripts/build.ts';

export default async function setup(): Promise<void> {
  await buildIfChanged();
}
