/** Tells Electron of the renderer's own scheme. */
import { protocol } from 'electron';
import { answer, scheme } from './app-files.ts';

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** `folder` is the built renderer. */
export function serveAppScheme(folder: string): void {
  protocol.handle(scheme, (request) => answer(folder, request));
}
