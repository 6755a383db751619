import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../../main/log/index.ts';
import { createRedactor } from '../../../main/log/redact.ts';

const fileIn = () => join(mkdtempSync(join(tmpdir(), 'parley-log-')), 'logs', 'parley.log');

describe('the log', () => {
  test('hides secrets, also inside facts and in their encoded forms', () => {
    const file = fileIn();
    const redactor = createRedactor();
    const secret = 'key/with "quotes"+1';
    redactor.hide(secret);
    const log = createLog(file, redactor);
    log.info(`used ${secret}`, { url: `https://host/?k=${encodeURIComponent(secret)}`, body: secret });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('[hidden]');
    expect(text).not.toContain('quotes');
  });

  test('starts a new file when the old one is large', () => {
    const file = fileIn();
    const log = createLog(file, createRedactor());
    for (let index = 0; index < 30; index += 1) log.info('x'.repeat(100_000));
    expect(existsSync(`${file}.1`)).toBe(true);
    expect(statSync(file).size).toBeLessThan(2_200_000);
  });

  test('a place that cannot be written costs nothing but the lines', () => {
    const log = createLog('/proc/nowhere/parley.log', createRedactor());
    expect(() => log.warn('lost')).not.toThrow();
  });
});
