import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/** Three bundles: main with its store worker, the sandboxed preload, and the renderer. Native modules stay outside. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: { index: 'main/index.ts', 'store-worker': 'main/store/worker.ts' },
        external: ['electron', 'better-sqlite3', 'keytar'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'preload/index.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: { outDir: 'out/renderer', sourcemap: true, minify: true, rollupOptions: { input: 'renderer/index.html' } },
    plugins: [svelte()],
  },
});
