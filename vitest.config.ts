import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/chromium.ts';
import { ClosingLine } from './test/closing-line.ts';
import { LongestFirst } from './test/longest-first.ts';

/** Three projects: engine code in Node, components in a real browser, the whole program in a real window. */
export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/faults/**/*.test.ts'],
          globalSetup: ['test/support/build-first.ts'],
          testTimeout: 20_000,
          // One for each core; by itself Vitest leaves one core to its own process, which has little to do.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [svelte()],
        // Found before the first page is opened: one that is found later reloads it under a running test.
        optimizeDeps: { entries: ['renderer/main.ts', 'renderer/**/*.svelte', 'test/browser/**/*.ts'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: {
                executablePath: findChromium() ?? '/usr/bin/chromium',
                args: ['--no-sandbox', '--disable-background-networking'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/build-first.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a screen, a keyring and a data folder of its own; more windows at once would be too slow for time-outs.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
