/** A screen: the user's, or a virtual one that ends with us. */
import type { Readable } from 'node:stream';
import { canTie, spawnTied } from './tied.ts';

export interface Display {
  env: { DISPLAY?: string };
  end(): void;
}

const size = '1280x800x24';
/** How long Xvfb may take to start, ms. */
const patience = 15_000;

export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Starts Xvfb on a free display number. */
export function startVirtualDisplay(): Promise<Display> {
  // Where the system cannot end it with us, it ends with its last client.
  const words = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', ...(canTie ? [] : ['-terminate'])];
  const server = spawnTied('Xvfb', words, 'TERM', { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const end = () => void server.kill('SIGTERM');
  return new Promise<Display>((resolve, reject) => {
    let said = '';
    const fail = (reason: string) => {
      clearTimeout(timer);
      end();
      reject(new Error(`Xvfb, the virtual screen, did not start: ${reason}`));
    };
    const timer = setTimeout(() => fail(`no answer within ${patience / 1000} s`), patience);
    server.on('error', (error) => fail(error.message));
    server.on('exit', (code) => fail(said.trim() || `exit code ${code}`));
    server.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    (server.stdio[3] as Readable).on('data', (number: Buffer) => {
      clearTimeout(timer);
      server.removeAllListeners('exit');
      server.unref();
      for (const stream of [server.stderr, server.stdio[3]] as { unref?(): void }[]) stream.unref?.();
      resolve({ env: { DISPLAY: `:${number.toString().trim()}` }, end });
    });
  });
}
