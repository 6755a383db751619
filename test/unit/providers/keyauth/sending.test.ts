import { describe, expect, test } from 'vitest';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import { matchSent } from '../../../../main/outbox/match.ts';
import { errorFrom, key, never } from '../support.ts';
import { nothingKnown, rehearse } from './support.ts';

const outgoing = (text: string) => ({ text, clientId: 'c1', replyTo: null });

async function start() {
  const { service, clock, connect } = await rehearse();
  const connection = connect();
  const send = (text: string, channel = 'harbour') => connection.send!(channel, outgoing(text), never());
  const newest = async () => (await connection.readLatest!('harbour', nothingKnown, never())).messages.at(-1);
  return { service, clock, send, newest };
}

describe('sending', () => {
  test('only “success” counts: there is no id and no echo', async () => {
    const { send, newest } = await start();
    expect(await send('Hello harbour')).toEqual({ renderedText: 'Hello harbour', message: null });
    expect(await newest()).toMatchObject({ text: 'Hello harbour', authorName: 'marlow', mine: true });
  });

  test.each([
    ['  around  ', 'around'],
    ['<b>bold</b> words', 'bold words'],
    ['I <3 you', 'I'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['two\nlines', 'two\nlines'],
    ['a <', 'a'],
    ['夜の当番 שלום', '夜の当番 שלום'],
  ])('%j is stored as %j, which the receipt says beforehand', async (text, stored) => {
    const { send, newest } = await start();
    expect((await send(text)).renderedText).toBe(stored);
    const message = (await newest())!;
    expect(message.text).toBe(stored);
    const item = { id: 'c1', text, renderedText: stored, state: 'sent' as const, anchorOrder: null };
    expect(matchSent([item], [{ ...message, messageId: 1, mine: true }], null)).toHaveLength(1);
  });

  test('the user is told of “<” before sending, and offered a sign that stays', async () => {
    const [caution] = keyAuth.info.textCautions!;
    expect(caution).toMatchObject({ contains: '<', replacement: '‹' });
    const { send } = await start();
    expect((await send('I <3 you'.replace('<', caution!.replacement))).renderedText).toBe('I ‹3 you');
  });

  test.each(['', ' \n ', '<b></b>', '<3'])('%j would leave nothing, so it does not leave', async (text) => {
    const { service, send } = await start();
    expect(await errorFrom(send(text))).toMatchObject({ code: 'rejected', reason: 'invalid', delivered: 'no' });
    expect(service.requests).toHaveLength(0);
  });

  test('2000 bytes go, one more does not', async () => {
    const { send } = await start();
    expect(keyAuth.info.limits).toEqual({ messageLength: { most: 2000, unit: 'bytes' } });
    await send(`${'夜'.repeat(666)}ab`);
    expect(await errorFrom(send(`${'夜'.repeat(666)}abc`))).toMatchObject({ code: 'rejected', reason: 'too-large', delivered: 'no' });
    // Counted after cleaning.
    await send(`<i>${'夜'.repeat(666)}ab</i>`);
  });

  test('a channel that does not exist', async () => {
    const { send } = await start();
    const error = await errorFrom(send('Hello', 'no such pier'));
    expect(error).toMatchObject({ code: 'rejected', reason: 'not-found', delivered: 'no' });
    expect(error.message).toContain('“no such pier”');
  });

  test.each([undefined, 'Langsam, Seebär!'])(
    'too soon after the last one (said as %j): not delivered, and for this call only',
    async (text) => {
      const { service, clock, send } = await start();
      service.setCooldown('harbour', 20);
      if (text) service.texts.tooFast = text;
      await send('one');
      const error = await errorFrom(send('two'));
      expect(error).toMatchObject({ code: 'rate-limited', scope: 'call', retryAfter: null, delivered: 'no' });
      expect(error.message).toContain(`“${text ?? "Chat slower, you've hit the delay limit"}”`);
      clock.advance(20_000);
      await send('two');
      expect(
        service
          .truth('harbour')
          .slice(-2)
          .map((line) => line.text),
      ).toEqual(['one', 'two']);
    },
  );

  test('muted: the words of the service, and the conversation stays writable for later', async () => {
    const { service, send } = await start();
    service.users.find('marlow')!.mutedUntil = 'March 5, 2024, 3:04 pm';
    const error = await errorFrom(send('Hello'));
    expect(error).toMatchObject({ code: 'rejected', reason: 'other', delivered: 'no' });
    expect(error.message).toContain("“You're muted from chat until March 5, 2024, 3:04 pm”");
    service.users.find('marlow')!.mutedUntil = null;
    await send('Hello');
  });

  test('an emoji the service cannot store is named as the cause', async () => {
    const { service, send } = await start();
    const error = await errorFrom(send('Good night 🌙'));
    expect(error).toMatchObject({ code: 'rejected', reason: 'invalid', delivered: 'no' });
    expect(error.message).toContain('emoji');
    expect(service.truth('harbour').at(-1)!.text).not.toContain('Good night');
  });

  test('in the maker’s own words everywhere, a lost session is still told from a refusal', async () => {
    const { service, send } = await start();
    Object.assign(service.texts, { unauthorised: 'Nope.', tooFast: 'Nope.', loggedIn: 'Welcome aboard' });
    await send('one');
    service.displace();
    await send('two');
    service.setCooldown('harbour', 60);
    expect(await errorFrom(send('three'))).toMatchObject({ code: 'rate-limited', scope: 'call' });
    expect(service.truth('harbour').slice(-2)).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });

  test('a text that repeats the password is not quoted', async () => {
    const { service, send } = await start();
    service.texts.tooFast = `Slower, ${key}!`;
    service.setCooldown('harbour', 60);
    await send('one');
    expect((await errorFrom(send('two'))).message).not.toContain('“');
  });
});
