/** The wall between page and preload, and what may cross it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchFixture, type Fixture } from './fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
}, 30_000);
afterAll(() => fixture.end());

const inPage = <Result>(expression: string) => fixture.app.page.evaluate<Result>(expression);
const refused = 'An object could not be cloned.';
const refusal = (expression: string) => inPage<string>(`(async () => ${expression})().then(() => 'allowed', (error) => error.message)`);

describe('the preload', () => {
  test('has a world of its own', async () => {
    expect(await inPage('[typeof onlyHere, typeof require, typeof process, typeof postToHost, typeof receiveFromHost].join()')).toBe(
      'undefined,undefined,undefined,undefined,undefined',
    );
    expect(await inPage(`window.inPage = 1; api.seesPage()`)).toBe('undefined');
  });

  test('gets no module but electron', async () => {
    expect(await inPage('api.refused')).toEqual([
      'module not found: fs',
      'module not found: node:child_process',
      'module not found: ./other.cjs',
    ]);
  });

  test('has exposed its API before the first script of the page', async () => {
    expect(await inPage('seenAtStart')).toBe('object');
  });
});

describe('the exposed API', () => {
  test('is frozen, copied, and cannot be replaced', async () => {
    expect(await inPage('[api, api.words, api.words[1], api.nested].every(Object.isFrozen)')).toBe(true);
    expect(await inPage('api.words[1].two + Object.getPrototypeOf(api.words).constructor.name')).toBe('2Array');
    expect(await inPage('Object.getPrototypeOf(api.words) === Array.prototype && api.when instanceof Date && api.when.getTime()')).toBe(5);
    expect(await inPage('window.api = 1; delete window.api; typeof api')).toBe('object');
    expect(await refusal('api.exposeAgain()')).toBe('Cannot bind an API on top of an existing property on the window object');
  });

  test('passes calls, their results, their errors and their promises', async () => {
    expect(await inPage('api.nested.add(1, 2)')).toBe(3);
    expect(await refusal('api.fail()')).toBe('from the preload');
    expect(await inPage('api.later({ deep: { call: () => 5 } }).then((value) => value.deep.call())')).toBe(5);
  });

  test('calls back into the page, with a copy, until the disposer is called', async () => {
    expect(await inPage('api.call((value) => JSON.stringify(value))')).toBe('{"from":"preload"}');
    await inPage('window.news = []; window.stop = api.onNews((item) => news.push(item.number)); 0');
    const send = (number: number) =>
      fixture.app.main.evaluate(
        ({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', { number: given }),
        number,
      );
    await send(1);
    await send(2);
    await expect.poll(() => inPage('news')).toEqual([1, 2]);
    await inPage('stop()');
    await send(3);
    await inPage('api.echo(0)');
    expect(await inPage('news')).toEqual([1, 2]);
  });

  test.each([
    ['a proxy', 'api.describe(new Proxy({}, {}))'],
    ['a proxy of an array', 'api.describe(new Proxy([1], {}))'],
    ['a proxy deep inside', 'api.describe({ a: [{ b: new Proxy({}, {}) }] })'],
    ['a proxy beside a function', 'api.describe({ a: () => 1, b: new Proxy({}, {}) })'],
    ['a proxy that holds a function', 'api.describe(new Proxy({ a() { return 1 } }, {}))'],
    ['a symbol', 'api.describe(Symbol("x"))'],
    ['a node of the document', 'api.describe(document.body)'],
    ['a function sent on to main', 'api.echo(() => 1)'],
  ])('refuses %s', async (_name, expression) => {
    expect(await refusal(expression)).toBe(refused);
  });

  test('tells the page nothing it could use to forge a message', async () => {
    const seen = await inPage<string[]>(`(() => {
      const types = [];
      const real = EventTarget.prototype.dispatchEvent;
      EventTarget.prototype.dispatchEvent = function (event) { types.push(event.type); return real.call(this, event); };
      api.call(() => types.push(String(window.event)));
      api.nested.add(1, 2);
      EventTarget.prototype.dispatchEvent = real;
      return types;
    })()`);
    expect(seen).toEqual(['undefined']);
  });
});

describe('calls to main', () => {
  test('keep what a structured clone keeps', async () => {
    expect(
      await inPage(`api.echo({ when: new Date(7), none: undefined, list: [null, -0, NaN, 2n] }).then((value) =>
      [value.when.getTime(), 'none' in value, Object.is(value.list[1], -0), Number.isNaN(value.list[2]), String(value.list[3])].join())`),
    ).toBe('7,true,true,true,2');
    expect(await inPage(`api.echo(new Uint8Array([1, 2, 255])).then((value) => value.constructor.name + [...value])`)).toBe(
      'Uint8Array1,2,255',
    );
    expect(await inPage(`api.echo(new Map([[1, new Set(['x'])]])).then((value) => [...value.get(1)][0])`)).toBe('x');
    expect(
      await inPage(`(() => { const ring = {}; ring.self = ring; return api.echo(ring).then((value) => value.self.self === value) })()`),
    ).toBe(true);
    expect(await inPage(`api.echo('x'.repeat(3_000_000) + '😀').then((value) => value.length)`)).toBe(3_000_002);
  });

  test('fail with Electron’s words', async () => {
    expect(await refusal(`api.invoke('fail')`)).toBe("Error invoking remote method 'fail': Error: no luck");
    expect(await refusal(`api.invoke('nothing')`)).toBe(
      "Error invoking remote method 'nothing': Error: No handler registered for 'nothing'",
    );
    expect(await refusal(`api.invoke('uncloneable')`)).toBe(`Error invoking remote method 'uncloneable': Error: ${refused}`);
  });

  test('tell main which frame asks', async () => {
    expect(await inPage(`api.invoke('who')`)).toEqual({ url: 'app://fixture/index.html', origin: 'app://fixture', top: true });
    await inPage(`api.say('hello')`);
    await fixture.noted('said hello');
  });

  test('show main every frame of the page, though only the top one has the API', async () => {
    const frames = await fixture.app.main.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.framesInSubtree.map(({ url, parent }) => [url, parent?.url ?? null]),
    );
    expect(frames).toEqual([
      ['app://fixture/index.html', null],
      ['app://fixture/frame.html', 'app://fixture/index.html'],
    ]);
    expect(await fixture.app.page.frames()[1]?.evaluate('typeof api + seenAtStart')).toBe('undefinedundefined');
  });
});
