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
