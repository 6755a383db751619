/** Putting a conversation off: snoozing it, and being reminded of it. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Conversation } from '../../preload/contract/domain.ts';
import { dayAndTime, localMoment, upcoming } from '../../renderer/lib/format/time.ts';
import { laterTimes } from '../../renderer/lib/state/later.ts';
import { FakeParley } from './support/fake-parley.ts';
import { conversation, day, hour, minute } from './support/samples.ts';
import { show } from './support/show.ts';

const list = page.getByRole('navigation', { name: 'Inbox' });
const row = (name: string | RegExp) => list.getByRole('button', { name });
const actions = page.getByRole('button', { name: 'Conversation actions' });
const titles = () => [...list.element().querySelectorAll('[data-index]')].map((one) => one.querySelector('bdi')?.textContent);
const toLane = async (name: string) => {
  await list.getByRole('button', { name: /change the list$/ }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
};

function room(id: number, title: string, part: Partial<Conversation> = {}): Conversation {
  const lastMessage = { author: 'Ana Ferreira', text: 'news', sentAt: Date.now() - id * minute, mine: false };
  return conversation({ id, title, lastMessage, ...part });
}

async function choose(...names: (string | RegExp)[]): Promise<void> {
  await actions.click();
  for (const name of names) await page.getByRole('menuitem', { name }).click();
}

const wishes = (fake: FakeParley) => fake.argumentsOf('conversations.triage') as Partial<Conversation>[];

describe('the times that are offered', () => {
  const offered = (...date: [number, number, number, number, number]) =>
    laterTimes(new Date(...date).getTime()).map(({ name, at }) => `${name}: ${new Date(at).toString().slice(0, 21)}`);

  test('are ahead, mean what they say, and are not offered twice', () => {
    // A Tuesday.
    expect(offered(2026, 2, 10, 9, 20)).toEqual([
      'Later today: Tue Mar 10 2026 12:00',
      'Tomorrow morning: Wed Mar 11 2026 08:00',
      'Next Monday morning: Mon Mar 16 2026 08:00',
    ]);
    expect(offered(2026, 2, 10, 19, 30)).toEqual(['Tomorrow morning: Wed Mar 11 2026 08:00', 'Next Monday morning: Mon Mar 16 2026 08:00']);
    expect(offered(2026, 2, 11, 1, 0)[0]).toBe('This morning: Wed Mar 11 2026 08:00');
    expect(offered(2026, 2, 15, 23, 59)).toEqual(['Tomorrow morning: Mon Mar 16 2026 08:00']);
    expect(offered(2026, 2, 16, 12, 0).at(-1)).toBe('Next Monday morning: Mon Mar 23 2026 08:00');
  });

  test('whatever the hour, each is later than now', () => {
    for (let now = new Date(2026, 2, 1).getTime(); now < new Date(2026, 3, 5).getTime(); now += 17 * minute) {
      const times = laterTimes(now).map(({ at }) => at);
      expect(times.length).toBeGreaterThan(0);
      expect([now, ...times].every((at, index, all) => index === 0 || at > all[index - 1]!)).toBe(true);
    }
  });

  test('are said by day and hour, and a day that does not exist is no moment', () => {
    const now = new Date(2026, 2, 10, 9).getTime();
    const at = (dayOfMonth: number) => new Date(2026, 2, dayOfMonth, 18).getTime();
    const clock = (words: string) => words.replace(/6:00 PM|18:00/, 'six');
    expect([10, 11, 16, 17].map((one) => clock(upcoming(at(one), now)))).toEqual([
      'six',
      'tomorrow, six',
      'Mon, six',
      expect.stringMatching(/17.*, six/),
    ]);
    expect(clock(dayAndTime(at(11), now))).toBe('Wed, six');
    expect(localMoment('2026-03-10', '18:00')).toBe(at(10));
    expect([localMoment('', '18:00'), localMoment('2026-03-10', ''), localMoment('999999-01-01', '00:00')]).toEqual([null, null, null]);
  });
});

describe('snoozing', () => {
  test('by keyboard: it leaves the inbox, says until when, and waits among the snoozed', async () => {
    const fake = new FakeParley({ conversations: [room(1, 'Busy'), room(2, 'Other')] });
    await show(fake);
    await row(/^Busy/).click();
    await actions.click();
    await userEvent.keyboard('sn{ArrowRight}');
    await expect.element(page.getByRole('menuitem', { name: 'Day and time…' })).toBeVisible();
    await userEvent.keyboard('{End}{ArrowUp}');
    const last = page.getByRole('menuitem', { name: /morning/ }).last();
    await expect.element(last).toHaveFocus();
    const moment = last.element().textContent!.match(/\w+, [\d:]+( AM)?$/)?.[0] ?? '';
    await userEvent.keyboard('{Enter}');
    await expect.element(row(/^Busy/)).not.toBeInTheDocument();
    await expect.element(actions).toHaveFocus();
    const { snoozedUntil } = wishes(fake)[0]!;
    expect(dayAndTime(snoozedUntil!, Date.now())).toBe(moment);
    await expect.element(page.getByText(`Snoozed until ${upcoming(snoozedUntil!, Date.now())}.`)).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Conversation Busy' }).getByText(/^Snoozed until/)).toBeVisible();
    await toLane('Snoozed');
    await expect.element(row(new RegExp(`^Busy.*snoozed until.*${moment}`))).toBeVisible();
  });

  test('can be undone from its message, by pointer and with Z, and so can archiving', async () => {
    const fake = new FakeParley({ conversations: [room(1, 'Busy'), room(2, 'Other')] });
    await show(fake);
    await row(/^Busy/).click();
    await choose('Snooze…', /^Tomorrow morning/);
    await expect.element(row(/^Busy/)).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(row(/^Busy/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    await choose('Archive');
    await expect.element(row(/^Busy/)).not.toBeInTheDocument();
    await userEvent.keyboard('z');
    await expect.element(row(/^Busy/)).toBeVisible();
    expect(wishes(fake).slice(1)).toEqual([
      { conversationId: 1, archived: false, snoozedUntil: null },
      { conversationId: 1, archived: true },
      { conversationId: 1, archived: false, snoozedUntil: null },
    ]);
  });

  test('undoing the archiving of what was snoozed snoozes it again', async () => {
    const until = Date.now() + 2 * day;
    const fake = new FakeParley({ conversations: [room(1, 'Other'), room(2, 'Put off', { lane: 'snoozed', snoozedUntil: until })] });
    await show(fake);
    await toLane('Snoozed');
    await row(/^Put off/).click();
    await choose('Archive');
    await expect.element(list.getByText('Nothing is snoozed')).toBeVisible();
    await userEvent.keyboard('z');
    await expect.element(row(/^Put off/)).toBeVisible();
    expect(fake.conversation(2)).toMatchObject({ lane: 'snoozed', snoozedUntil: until });
  });

  test('is ended under the header and in the menu; what comes back first is listed first', async () => {
    const snoozed = (id: number, title: string, hours: number) =>
      room(id, title, { lane: 'snoozed', snoozedUntil: Date.now() + hours * hour });
    const fake = new FakeParley({ conversations: [snoozed(1, 'Late', 90), snoozed(2, 'Soon', 30), room(3, 'Here')] });
    await show(fake);
    await toLane('Snoozed');
    expect(titles()).toEqual(['Soon', 'Late']);
    await row(/^Late/).click();
    await page.getByRole('button', { name: 'Unsnooze' }).click();
    await expect.element(row(/^Late/)).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: /^Message to Late/ })).toHaveFocus();
    await row(/^Soon/).click();
    await choose(/^Unsnooze Snoozed until/);
    await expect.element(list.getByText('Nothing is snoozed')).toBeVisible();
    expect(wishes(fake)).toEqual([1, 2].map((conversationId) => ({ conversationId, snoozedUntil: null })));
  });

  test('takes room under the header only while there is something to say', async () => {
    const fake = new FakeParley({ conversations: [room(1, 'Here', { remindAt: Date.now() + hour })] });
    await show(fake);
    const between = () => {
      const header = document.querySelector('section header')!.getBoundingClientRect();
      return (
        page
          .getByRole('region', { name: /^Messages in/ })
          .element()
          .getBoundingClientRect().top - header.bottom
      );
    };
    await expect.poll(between).toBeGreaterThan(20);
    fake.updateConversation(1, { remindAt: null });
    await expect.poll(between).toBe(0);
  });

  test('that ended elsewhere is seen at once', async () => {
    const fake = new FakeParley({
      conversations: [room(1, 'Here'), room(2, 'Put off', { lane: 'snoozed', snoozedUntil: Date.now() + hour })],
    });
    await show(fake);
    fake.updateConversation(2, { lane: 'inbox', snoozedUntil: null, unread: 1, markedUnread: true });
    await expect.element(row(/^Put off.*1 unread/)).toBeVisible();
    await expect.element(row(/snoozed until/)).not.toBeInTheDocument();
  });
});

describe('a day and time of one’s own', () => {
  const dialog = page.getByRole('dialog', { name: 'Snooze until' });

  test('begins at tomorrow morning, takes no moment that has passed, and keeps what was given when it is refused', async () => {
    const fake = new FakeParley({ conversations: [room(1, 'Busy')] });
    await show(fake);
    await choose('Snooze…', 'Day and time…');
    await expect.element(dialog.getByLabelText('Day')).toHaveFocus();
    await expect.element(dialog.getByLabelText('Time')).toHaveValue('08:00');
    await dialog.getByLabelText('Day').fill('2020-01-01');
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/That moment has passed\./);
    await expect.element(dialog.getByLabelText('Time')).toHaveFocus();
    await dialog.getByLabelText('Day').fill('');
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/Fill in day, month and year\./);
    const year = new Date().getFullYear() + 1;
    await dialog.getByLabelText('Day').fill(`${year}-02-03`);
    await dialog.getByLabelText('Time').fill('16:45');
    await expect.element(dialog.getByRole('status')).toMatchTextContent(/Back in the inbox: .*3.*(16:45|4:45 PM)$/);
    expect(wishes(fake)).toEqual([]);
    fake.failNext('conversations.triage', 'The disk is full: this was not saved.', 'storage');
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await expect.element(page.getByText('It was not kept. The disk is full: this was not saved.')).toBeVisible();
    await expect.element(dialog.getByLabelText('Day')).toHaveValue(`${year}-02-03`);
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(wishes(fake).at(-1)).toEqual({ conversationId: 1, snoozedUntil: new Date(year, 1, 3, 16, 45).getTime() });
  });
});

describe('a reminder', () => {
  test('is set from the menu, seen under the header and in the list, and taken away from both', async () => {
    const fake = new FakeParley({ conversations: [room(1, 'Answer me'), room(2, 'Other')] });
    await show(fake);
    await row(/^Answer me/).click();
    await choose('Remind me…', /^Tomorrow morning/);
    await expect.element(row(/^Answer me.*reminder tomorrow, 8:00/)).toBeVisible();
    await expect.element(page.getByTestId('announcements')).toMatchTextContent(/^You will be reminded tomorrow, 8:00( AM)?\.$/);
    const bar = page.getByText(/^Reminder: /);
    await expect.element(bar).toBeVisible();
    await choose('Remind me…', /^Remove the reminder Set for tomorrow/);
    await expect.element(bar).not.toBeInTheDocument();
    await choose('Remind me…', 'Day and time…');
    const dialog = page.getByRole('dialog', { name: 'Remind me' });
    await dialog.getByLabelText('Time').fill('09:30');
    await userEvent.keyboard('{Enter}');
    await expect.element(bar).toBeVisible();
    await page.getByRole('button', { name: 'Remove the reminder' }).click();
    await expect.element(row(/reminder/)).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: /^Message to Answer me/ })).toHaveFocus();
    expect(wishes(fake).map(({ remindAt }) => remindAt === null)).toEqual([false, true, false, true]);
  });
});
