/** The only code with a view of both worlds: one named function per channel, nothing else. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { ParleyApi } from './contract/api.ts';
import type { Change } from './contract/changes.ts';
import { changesChannel, channels } from './contract/channels.ts';

const calls = Object.fromEntries(
  Object.entries(channels).map(([area, methods]) => [
    area,
    Object.fromEntries(methods.map((method) => [method, (argument?: unknown) => ipcRenderer.invoke(`${area}.${method}`, argument)])),
  ]),
);

const api = {
  ...calls,
  onChanges(listener: (changes: Change[]) => void) {
    const forward = (_event: IpcRendererEvent, changes: Change[]) => listener(changes);
    ipcRenderer.on(changesChannel, forward);
    return () => {
      ipcRenderer.off(changesChannel, forward);
    };
  },
} as ParleyApi;

contextBridge.exposeInMainWorld('parley', api);
