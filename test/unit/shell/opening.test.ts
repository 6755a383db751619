import { expect, test } from 'vitest';
import { createOpening } from '../../../main/shell/opening.ts';

test('opens once, again only after a failure and on request', async () => {
  let tries = 0;
  let works = false;
  const { engine, startAgain } = createOpening(async () => {
    tries += 1;
    if (!works) throw new Error('disk full');
    return 'running';
  });
  await expect(engine()).rejects.toThrow('disk full');
  await expect(engine()).rejects.toThrow('disk full');
  expect(tries).toBe(1);
  works = true;
  expect(await startAgain()).toBe('running');
  expect(await startAgain()).toBe('running');
  expect(tries).toBe(2);
});

test('reopens after closing what ran, and whoever asks meanwhile gets the new one', async () => {
  const told: string[] = [];
  let opened = 0;
  const { engine, reopen } = createOpening(async () => {
    opened += 1;
    told.push(`open ${opened}`);
    return opened;
  });
  expect(await engine()).toBe(1);
  const reopened = reopen(async (before) => void told.push(`close ${before}`));
  expect(await engine()).toBe(2);
  expect(await reopened).toBe(2);
  expect(told).toEqual(['open 1', 'close 1', 'open 2']);
});
