/** Token renewal and the end of a sign-in. */
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { errorFrom, never, nothing, tokensInMemory } from '../support.ts';
import { connectUser, generations, nightWatch, rehearseSpika } from '../spika/support.ts';

const day = 24 * 60 * 60 * 1000;

async function aged(generation: (typeof generations)[number], days: number) {
  const clock = createFakeClock();
  const { service, user } = await rehearseSpika({ clock, generation });
  await clock.advance(days * day);
  const refreshes = () => service.requests.filter((request) => request.path.endsWith('/auth/refresh')).length;
  return { clock, service, user, refreshes };
}

describe('the token', () => {
  test('is exchanged after 23 days where the server has such a call (master)', async () => {
    const { user, refreshes } = await aged('master', 24);
    const [old, device] = [user.tokens.get('access'), user.tokens.get('device')];
    const connection = connectUser(user);
    await Promise.all([connection.listConversations(never()), connection.readLatest(nightWatch, nothing, never())]);
    expect(refreshes()).toBe(1);
    expect(user.tokens.get('access')).not.toBe(old);
    expect([user.tokens.get('device'), user.tokens.get('user')]).toEqual([device, '1']);
    await connection.listConversations(never());
    expect(refreshes()).toBe(1);
  });

  test.each(generations)('is worth nothing any more once the account was removed (%s)', async (generation) => {
    const { service, user } = await rehearseSpika({ generation });
    const connection = connectUser(user);
    await connection.signOut(never());
    expect(service.requests.at(-1)).toMatchObject({ method: 'POST', path: '/api/messenger/auth/logout' });
    expect(await errorFrom(connection.listConversations(never()))).toMatchObject({ code: 'auth' });
  });

  test('is left alone before', async () => {
    const { user, refreshes } = await aged('master', 22);
    await connectUser(user).listConversations(never());
    expect(refreshes()).toBe(0);
  });

  test('is prolonged by the server itself (work/main), and the missing call is not tried again', async () => {
    const { user, refreshes, clock } = await aged('work/main', 24);
    const connection = connectUser(user);
    for (let time = 0; time < 3; time += 1) {
      await connection.listConversations(never());
      await clock.advance(5 * day);
    }
    expect(refreshes()).toBe(1);
  });

  test('that could not be exchanged still works, and is tried again an hour later', async () => {
    const { user, refreshes, clock, service } = await aged('master', 24);
    service.failNext({ fault: 'server-error', when: (call) => call.path.endsWith('/auth/refresh') });
    const connection = connectUser(user);
    await connection.listConversations(never());
    await connection.listConversations(never());
    expect(refreshes()).toBe(1);
    await clock.advance(day / 24 + 1);
    await connection.listConversations(never());
    expect(refreshes()).toBe(2);
  });

  test('a call refused because the token was exchanged meanwhile is made again with the new one', async () => {
    const { service, user, clock } = await aged('master', 22);
    const connection = connectUser(user);
    // Held until the other connection has exchanged the token.
    service.failNext({ fault: { delayBefore: 1000 }, when: (call) => call.path.includes('/messages/roomId/') });
    const held = connection.readLatest(nightWatch, nothing, never());
    await expect.poll(() => service.requests.length).toBe(1);
    await clock.advance(0);
    const renewed = await fetch(`${user.values['address']}/api/messenger/auth/refresh`, {
      method: 'POST',
      headers: { accesstoken: user.tokens.get('access')! },
    });
    const { data } = (await renewed.json()) as { data: { device: { token: string } } };
    await user.tokens.set('access', data.device.token);
    await clock.advance(1000);
    expect((await held).messages.length).toBeGreaterThan(5);
  });

  test.each(generations)('%s: run out, revoked, never there: sign in again', async (generation) => {
    const { service, user } = await rehearseSpika({ generation });
    const read = () => errorFrom(connectUser(user).listConversations(never()));
    service.expireTokens();
    expect(await read()).toMatchObject({
      code: 'auth',
      message: 'The sign-in to Spika has run out. Sign in again with your telephone number.',
    });
    service.revokeTokens();
    expect((await read()).message).toContain('another device may have ended it');
    expect((await errorFrom(connectUser({ ...user, tokens: tokensInMemory() }).listConversations(never()))).message).toContain(
      'Nobody is signed in',
    );
  });
});
