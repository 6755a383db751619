import { expect, test } from 'vitest';
import { noticesOf } from '../../../main/shell/notices.ts';
import type { Salvaged } from '../../../main/store/salvage/figures.ts';

const whole: Salvaged = {
  messages: { kept: 100_000, fromBackup: 0, lost: 0, exact: true },
  drafts: { kept: 14, all: true },
  unsent: { kept: 1, all: true },
  backupWasUsed: false,
};

function detail(salvaged: Partial<Salvaged>, restoredFrom: string | null = null, keptFile: string | null = '/data/kept'): string {
  const [notice] = noticesOf({ kind: 'recovered', keptFile, restoredFrom, salvaged: { ...whole, ...salvaged } });
  expect(notice).toMatchObject({ id: 'store-recovered', tone: 'danger', title: 'The database was damaged' });
  return notice!.detail;
}

test('a database that opened well is not mentioned', () => {
  expect(noticesOf({ kind: 'opened' })).toEqual([]);
});

test('a repair is told in figures', () => {
  expect(detail({})).toBe(
    'All 100,000 messages, all 14 drafts and the one unsent message were recovered. The damaged file was kept as /data/kept.',
  );
  expect(detail({ messages: { kept: 98_112, fromBackup: 12, lost: 1888, exact: true } }, '/data/backup')).toBe(
    '98,112 of 100,000 messages, all 14 drafts and the one unsent message were recovered. 1,888 may be fetched again from the services, as far as they still have them. The backup /data/backup was used: 12 messages came from it. The damaged file was kept as /data/kept.',
  );
  expect(
    detail({
      messages: { kept: 1, fromBackup: 0, lost: 2, exact: false },
      drafts: { kept: 1, all: false },
      unsent: { kept: 0, all: true },
    }),
  ).toBe(
    '1 of about 3 messages, 1 draft and no unsent messages were recovered. 2 or more may be fetched again from the services, as far as they still have them. The damaged file was kept as /data/kept.',
  );
});

test('where nothing could be read, or nothing was there, that is said', () => {
  const nothing: Salvaged = {
    messages: { kept: 0, fromBackup: 0, lost: 0, exact: false },
    drafts: { kept: 0, all: false },
    unsent: { kept: 0, all: false },
    backupWasUsed: false,
  };
  expect(detail(nothing)).toBe(
    'No messages could be recovered from it. What may be missing can be fetched again from the services, as far as they still have it. The damaged file was kept as /data/kept.',
  );
  expect(detail({ messages: { kept: 5, fromBackup: 5, lost: 0, exact: false } }, '/data/backup', null)).toMatch(
    /The file itself was gone\.$/,
  );
});
