/** Builds the bundles when a source changed since the last build, and only then. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { projectRoot } from './root.ts';

/** Everything a bundle is made of. */
const sources = ['main/**', 'preload/**', 'renderer/**', '*.config.*', 'tsconfig*.json', 'package.json', 'package-lock.json'];
const results = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const stampFile = 'out/build-stamp';

/**
 * Resolves with whether it built. Says nothing unless the build fails; then it rejects with all the build said. Two at once take turns, and
 * the second finds nothing left to do.
 */
export async function buildIfChanged(root = projectRoot, build: (root: string) => Promise<void> = runBuild): Promise<boolean> {
  if (isFresh(root)) return false;
  mkdirSync(join(root, 'out'), { recursive: true });
  return withLock(join(root, 'out', 'build-lock'), async () => {
    if (isFresh(root)) return false;
    const stamp = hashSources(root);
    // A build that breaks off must not look finished.
    rmSync(join(root, stampFile), { force: true });
    await build(root);
    writeFileSync(join(root, stampFile), stamp);
    return true;
  });
}

function isFresh(root: string): boolean {
  try {
    return (
      readFileSync(join(root, stampFile), 'utf8') === hashSources(root) && results.every((file) => statSync(join(root, file)).isFile())
    );
  } catch {
    return false;
  }
}

function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root }).sort()) {
    const path = join(root, file);
    if (!statSync(path).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function runBuild(root: string): Promise<void> {
  const command = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [command, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (text: Buffer) => (said += text.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`The build failed.\n${said}`))));
  });
}

if (import.meta.main) await buildIfChanged();
