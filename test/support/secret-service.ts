/** A keychain for tests: gnome-keyring on a D-Bus of its own, with a home of its own. The user's keychain is never touched. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnTied } from '../../scripts/tied.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface SecretService {
  /** What a program needs in its environment to find it. */
  env: { DBUS_SESSION_BUS_ADDRESS: string; XDG_RUNTIME_DIR: string };
  lock(): Promise<void>;
  unlock(): Promise<void>;
  stop(): Promise<void>;
}

const password = 'test';
const collection = '/org/freedesktop/secrets/collection/login';
/** How long the daemons may take, ms. */
const patience = 15_000;

export async function startSecretService(): Promise<SecretService> {
  const folder = temporaryFolder('parley-keyring');
  // The daemons end with this process in any case; what they kept should too.
  process.once('exit', folder.remove);
  const runtime = join(folder.path, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
  const home = { ...inherited, HOME: folder.path, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: join(folder.path, 'data') };

  const bus = spawnTied('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], 'KILL', {
    env: home,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = (await firstOutput(bus)).split('\n')[0] ?? '';
  const env = { ...home, DBUS_SESSION_BUS_ADDRESS: address };
  const keyring = spawnTied('gnome-keyring-daemon', ['--foreground', '--components=secrets', '--unlock'], 'KILL', {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keyring.stdin?.end(password);

  const call = (...words: string[]) =>
    run('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', ...words], env);
  const isLocked = async () => {
    const said = await run(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.secrets',
        collection,
        'org.freedesktop.DBus.Properties.Get',
        'string:org.freedesktop.Secret.Collection',
        'string:Locked',
      ],
      env,
    );
    return /boolean true/.test(said);
  };
  // Asking for the service before it is there would make the bus start another one, without the password.
  await until(() => hasOwner('org.freedesktop.secrets', env), 'the keyring to come up');
  await until(async () => !(await isLocked()), 'the keyring to be unlocked');

  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime },
    async lock() {
      await call('org.freedesktop.Secret.Service.Lock', `array:objpath:${collection}`);
      await until(isLocked, 'the keyring to be locked');
    },
    async unlock() {
      await giveMasterPassword(join(runtime, 'keyring', 'control'));
      await until(async () => !(await isLocked()), 'the keyring to be unlocked');
    },
    async stop() {
      for (const child of [keyring, bus]) await end(child);
      process.off('exit', folder.remove);
      folder.remove();
    },
  };
}

/** What the log-in does on a desktop: over the Secret Service itself unlocking would ask on a screen. */
function giveMasterPassword(controlSocket: string): Promise<void> {
  const unlock = 1;
  const text = Buffer.from(password);
  const packet = Buffer.alloc(13 + text.length);
  // A zero byte comes first: the kernel attaches to it who we are.
  packet.writeUInt32BE(packet.length - 1, 1);
  packet.writeUInt32BE(unlock, 5);
  packet.writeUInt32BE(text.length, 9);
  text.copy(packet, 13);
  return new Promise((resolve, reject) => {
    const socket = connect(controlSocket, () => socket.write(packet));
    socket.once('error', reject);
    socket.once('data', (reply) => {
      socket.destroy();
      const result = reply.readUInt32BE(4);
      if (result === 0) resolve();
      else reject(new Error(`The keyring refused its password (${result}).`));
    });
  });
}

async function hasOwner(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const method = 'org.freedesktop.DBus.NameHasOwner';
  const words = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', method, `string:${name}`];
  return /boolean true/.test(await run('dbus-send', words, env));
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  let trouble = '';
  for (const giveUpAt = Date.now() + patience; Date.now() < giveUpAt; await delay(30)) {
    try {
      if (await condition()) return;
    } catch (error) {
      trouble = String(error);
    }
  }
  throw new Error(`Waited in vain for ${what}. ${trouble}`);
}

function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with exit code ${code}.`)));
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString()));
  });
}

function run(command: string, words: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: patience });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${command}: ${said.trim()}`))));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}
