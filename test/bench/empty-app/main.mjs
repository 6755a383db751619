// The floor of the start row: a window with one line of text, a picture of it, the end.
import { app, BrowserWindow, protocol } from 'electron';
import { writeFileSync } from 'node:fs';

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
void app.whenReady().then(() => {
  protocol.handle('app', () => new Response('<!doctype html><title>Empty</title><p>Empty', { headers: { 'content-type': 'text/html' } }));
  const window = new BrowserWindow({ width: 1180, height: 780, show: false, webPreferences: { sandbox: true, contextIsolation: true } });
  window.once('ready-to-show', async () => {
    window.show();
    const file = option('screenshot');
    if (!file) return;
    writeFileSync(file, (await window.webContents.capturePage()).toPNG());
    app.quit();
  });
  void window.loadURL('app://empty/index.html');
});
app.on('window-all-closed', () => app.quit());
