/** A tiny app that shows what a host must be able to do. Tests steer it through the inspector. */
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  protocol,
  screen,
  session,
  shell,
  Tray,
} from 'electron';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const log = (line) => process.stdout.write(`${line}\n`);
globalThis.fixture = {
  log: [],
  early: {},
  settings: { keepOpen: false, deny: true },
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  screen,
  shell,
  Tray,
};
const note = (name) => {
  globalThis.fixture.log.push(name);
  log(name);
};
const attempt = (name, act) => {
  try {
    act();
    globalThis.fixture.early[name] = 'allowed';
  } catch (error) {
    globalThis.fixture.early[name] = error.message;
  }
};

attempt('window', () => new BrowserWindow());
attempt('tray', () => new Tray(nativeImage.createEmpty()));
attempt('screen', () => screen.getPrimaryDisplay());
attempt('session', () => session.defaultSession);
attempt('path', () => app.getPath('nonsense'));

for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(name, () => note(name));
app.on('window-all-closed', () => app.quit());
app.on('second-instance', (_event, argv, folder, data) =>
  note(`second-instance ${argv.includes('--second')} ${folder} ${JSON.stringify(data)}`),
);

if (!app.requestSingleInstanceLock({ from: process.pid })) {
  note('not the first');
  app.quit();
} else {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  void app.whenReady().then(start);
}

const pages = {
  '/index.html': `<!doctype html><title>Fixture page</title><h1>Fixture</h1>
    <script src="/page.js"></script><script>window.inlineRan = true</script>
    <a id="away" href="https://example.com/away">away</a> <a id="blank" target="_blank" href="https://example.com/blank">blank</a>
    <a id="mail" href="mailto:a@example.com">mail</a> <a id="next" href="/next.html">next</a> <iframe src="/frame.html"></iframe>`,
  '/next.html': '<!doctype html><title>Next</title><script src="/page.js"></script>',
  '/frame.html': '<!doctype html><title>Frame</title><p>inside</p><script src="/page.js"></script>',
  '/page.js': 'window.seenAtStart = typeof window.api; document.documentElement.dataset.painted = "yes";',
};

function start() {
  attempt('late privileges', () => protocol.registerSchemesAsPrivileged([]));
  attempt('late sandbox', () => app.enableSandbox());
  protocol.handle('app', (request) => {
    const url = new URL(request.url);
    const page = pages[url.pathname];
    globalThis.fixture.lastRequest = request.url;
    return new Response(page ?? 'not found', {
      status: page ? 200 : 404,
      headers: {
        'content-type': url.pathname.endsWith('.js') ? 'text/javascript' : 'text/html',
        'content-security-policy': "default-src 'none'; script-src 'self'; frame-src app:",
      },
    });
  });
  attempt('second handler', () => protocol.handle('app', () => new Response('')));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (details) => {
      note(`will-frame-navigate ${details.url} ${details.isMainFrame}`);
      if (!details.url.startsWith('app://fixture/')) details.preventDefault();
    });
    contents.on('will-navigate', (details, url) => note(`will-navigate ${details.url} ${url === details.url}`));
    contents.setWindowOpenHandler(({ url }) => {
      note(`window-open ${url}`);
      return { action: 'deny' };
    });
    contents.on('render-process-gone', (_gone, { reason }) => note(`render-process-gone ${reason}`));
  });

  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('fail', () => {
    throw new Error('no luck');
  });
  ipcMain.handle('uncloneable', () => () => undefined);
  ipcMain.handle('who', ({ senderFrame }) => ({ url: senderFrame.url, origin: senderFrame.origin, top: senderFrame.parent === null }));
  ipcMain.on('said', (_event, value) => note(`said ${value}`));
  attempt('second ipc handler', () => ipcMain.handle('echo', () => null));

  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
  });
  Object.assign(globalThis.fixture, { app, window, electron: createRequire(import.meta.url)('electron') });
  for (const name of ['show', 'hide', 'focus', 'blur', 'closed', 'ready-to-show', 'minimize', 'restore']) window.on(name, () => note(name));
  window.on('close', (event) => {
    note('close');
    if (globalThis.fixture.settings.keepOpen) {
      event.preventDefault();
      window.hide();
    }
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('app://fixture/index.html').then(() => note('loaded'));
}
