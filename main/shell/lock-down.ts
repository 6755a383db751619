/** What no page may do, whatever it shows: leave, open windows, embed, ask for permissions, download. */
import { app, session } from 'electron';
import { appOrigin } from './app-files.ts';

/** Everything a page could ask for is refused: the renderer needs none of it. Copying text is Parley's own menu and the page's selection. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Must run before the first window. */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(granted.has(permission)));
  defaultSession.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());

  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (details) => {
      if (!details.url.startsWith(`${appOrigin}/`)) details.preventDefault();
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
