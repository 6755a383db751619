/**
 * The real window on a fake main, to look at: `npx vite --config <one with the svelte plugin> test/browser/preview`, then
 * `?scene=inbox` (see scenes.ts), `&theme=dark`.
 */
import { scenes } from './scenes.ts';

const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'inbox'];
if (!scene) throw new Error(`No such scene. There are: ${Object.keys(scenes).join(', ')}`);

const fake = scene();
const theme = query.get('theme');
if (theme === 'dark' || theme === 'light') fake.start.settings = { ...fake.start.settings, theme };
window.parley = fake.api;
Object.assign(window, { fake });
await import('../../../renderer/main.ts');
