/** Starts the machine's Chromium without a window, tied to this process: when the host goes, however it goes, Chromium goes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { findChromium } from '../chromium.ts';
import { spawnTied } from '../tied.ts';
import { DevtoolsPipe } from './devtools-pipe.ts';

/** Nothing here may reach the network, ask a question or leave a trace. */
const quietFlags = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-infobars',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-session-crashed-bubble',
  '--disable-sync',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,GlobalMediaControls,MediaRouter,' +
    'NetworkTimeServiceQuerying,OptimizationHints,Translate,WebAuthentication',
  // Chromium's own services, for which there is no other switch: their names are not to be found.
  `--host-resolver-rules=${['google.com', 'googleapis.com', 'gstatic.com', 'gvt1.com'].map((name) => `MAP *.${name} ~NOTFOUND`).join(',')}`,
];

/** What makes Chromium behave as Electron's: no prompts, no pop-up blocker, no remark on flags, windows out of sight until placed. */
const behaviourFlags = ['--deny-permission-prompts', '--disable-popup-blocking', '--test-type', '--window-position=-32000,-32000'];

export interface ChromiumOptions {
  profileFolder: string;
  /** Chromium's public DevTools port; null for none, 0 for any free one. */
  remoteDebuggingPort: number | null;
  /** Switches the app appended. */
  switches: string[];
}

export interface ChromiumProcess {
  pipe: DevtoolsPipe;
  /** Opens `url` in a window of its own, without tabs or address bar. */
  openAppWindow(url: string): void;
  /** The last that Chromium said, for when it does not start. */
  lastWords(): string;
  /** Resolves once Chromium is gone; it gets a moment to end by itself. */
  end(): Promise<void>;
}

export function startChromium(options: ChromiumOptions): ChromiumProcess {
  const executable = findChromium();
  if (!executable) throw new Error('Chromium was not found on the PATH. Install the package "chromium", or run: npm run start');
  const shared = [`--user-data-dir=${options.profileFolder}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const port = options.remoteDebuggingPort === null ? [] : [`--remote-debugging-port=${options.remoteDebuggingPort}`];
  const flags = ['--remote-debugging-pipe', ...shared, ...quietFlags, ...behaviourFlags, ...port, ...options.switches];
  // Its pipe's end would end it too, but only after a second or so.
  const env = { ...process.env, BREAKPAD_DUMP_LOCATION: join(options.profileFolder, 'crashes') };
  const child = spawnTied(executable, flags, 'KILL', { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  child.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const [, , errors, output, input] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const lastLines = followErrors(errors);

  return {
    pipe: new DevtoolsPipe(output, input),
    openAppWindow(url) {
      // A second Chromium on the same profile hands its address to the first one and ends.
      const messenger = spawn(executable, [...shared, '--test-type', `--app=${url}`], { env, stdio: 'ignore' });
      messenger.on('error', () => undefined);
    },
    lastWords: () => lastLines.join('\n'),
    async end() {
      if (child.pid === undefined) return;
      output.write(`${JSON.stringify({ id: 2 ** 30, method: 'Browser.close' })}\0`);
      await Promise.race([exited, delay(1500, undefined, { ref: false })]);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await Promise.race([exited, delay(1000, undefined, { ref: false })]);
    },
  };
}

/** Of all that Chromium says only where its DevTools listen is of use, as with Electron. Gives the last lines, kept up to date. */
function followErrors(errors: Readable): string[] {
  const lastLines: string[] = [];
  let text = '';
  errors.setEncoding('utf8');
  errors.on('data', (piece: string) => {
    const lines = (text + piece).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const ofUse = line.startsWith('DevTools listening on ') || line.includes('Cannot start http server for devtools');
      if (ofUse || process.env['ELECTRON_ENABLE_LOGGING']) process.stderr.write(`${line}\n`);
      lastLines.push(line);
      if (lastLines.length > 5) lastLines.shift();
    }
  });
  return lastLines;
}
