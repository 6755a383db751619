/** Where `app.getPath` points. */
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type PathName =
  | 'home'
  | 'appData'
  | 'assets'
  | 'userData'
  | 'sessionData'
  | 'temp'
  | 'exe'
  | 'module'
  | 'desktop'
  | 'documents'
  | 'downloads'
  | 'music'
  | 'pictures'
  | 'videos'
  | 'recent'
  | 'logs'
  | 'crashDumps';

export class AppPaths {
  readonly #set = new Map<string, string>();
  readonly #usual: Record<string, () => string>;

  constructor(name: () => string, userDataFolder: string | null) {
    const home = (folder: string) => () => join(homedir(), folder);
    if (userDataFolder) this.#set.set('userData', userDataFolder);
    this.#usual = {
      home: homedir,
      appData: () => process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'),
      assets: () => process.resourcesPath,
      userData: () => join(this.get('appData'), name()),
      sessionData: () => this.get('userData'),
      temp: tmpdir,
      exe: () => process.execPath,
      module: () => process.execPath,
      desktop: home('Desktop'),
      documents: home('Documents'),
      downloads: home('Downloads'),
      music: home('Music'),
      pictures: home('Pictures'),
      videos: home('Videos'),
      logs: () => join(this.get('userData'), 'logs'),
      crashDumps: () => join(this.get('userData'), 'Crashpad'),
    } satisfies Partial<Record<PathName, () => string>>;
  }

  get(name: string): string {
    const found = this.#set.get(name) ?? this.#usual[name]?.();
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    if (name === 'logs' && !this.#set.has(name)) mkdirSync(found, { recursive: true });
    return found;
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    if (!(name in this.#usual)) throw new Error(`Failed to set path '${name}'`);
    this.#set.set(name, path);
  }
}
