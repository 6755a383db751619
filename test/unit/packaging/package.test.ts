/** The packaged program, built as a user would build it but on stand-in files of Electron, with every way to the network closed. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfChanged } from '../../../scripts/build.ts';
import { readFuses } from '../../../scripts/packaging/fuse-wire.ts';
import { makeStandIn } from '../../../scripts/packaging/stand-in.ts';
import { readAsar, type ArchivedFile } from './read-asar.ts';

const project = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'parley-package-'));
const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
const program = join(folder, 'dist', architecture === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
const archive = join(program, 'resources', 'app.asar');
const sqliteBinary = `node_modules/better-sqlite3/prebuilds/linux-${architecture}.node`;
const keychainBinary = `node_modules/keytar/prebuilds/linux-${architecture}/keytar.node`;

let files: ArchivedFile[] = [];
const paths = () => files.map(({ path }) => path);

beforeAll(async () => {
  await buildIfChanged();
  const standIn = join(folder, 'electron');
  makeStandIn(standIn);
  packageInto(join(folder, 'dist'), standIn);
  files = readAsar(archive);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is in the package', () => {
  it('holds the three bundles, the manifest and the licence', () => {
    expect(paths()).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'out/main/index.js',
        'out/main/store-worker.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
      ]),
    );
  });

  it('holds nothing but bundles, pictures and the two native modules', () => {
    const expected =
      /^(package\.json|LICENSE|out\/(main|preload|renderer)\/.+|assets\/icons\/256x256\.png|assets\/tray\/[^/]+\.png|node_modules\/(better-sqlite3|keytar)\/.+)$/;
    expect(paths().filter((path) => !expected.test(path))).toEqual([]);
  });

  it('holds no sources, source maps, tests or settings of the project', () => {
    expect(paths().filter((path) => /\.(ts|svelte|map|cc|cpp|h|c|gyp|yml)$|(^|\/)(test|tests|src|deps|docs|\.[^/]+)\//.test(path))).toEqual(
      [],
    );
    const manifest = JSON.parse(String(contentOf('package.json'))) as Record<string, unknown>;
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).toMatchObject({ name: 'parley', main: './out/main/index.js', desktopName: 'parley.desktop' });
  });

  it('names no folder of the machine that built it', () => {
    const telling = files.filter(({ path, content }) => path.startsWith('out/') && content.includes(project));
    expect(telling.map(({ path }) => path)).toEqual([]);
  });

  it('keeps exactly one binary of each native module, as a real file', () => {
    const binaries = files.filter(({ path, unpacked }) => unpacked || path.endsWith('.node'));
    expect(binaries.map(({ path }) => path).sort()).toEqual([sqliteBinary, keychainBinary].sort());
    for (const { path, unpacked } of binaries) {
      expect(unpacked).toBe(true);
      expect(statSync(join(`${archive}.unpacked`, path)).size).toBeGreaterThan(50_000);
    }
  });

  it('has the pictures of the tray and the window', () => {
    for (const size of [16, 22, 24, 32, 48])
      for (const name of ['tray', 'tray-unread']) expect(paths()).toContain(`assets/tray/${name}-${size}.png`);
    expect(paths()).toContain('assets/tray/trayTemplate@2x.png');
    expect(paths()).toContain('assets/icons/256x256.png');
  });

  it('leaves out what Electron would run in place of Parley', () => {
    expect(readdirSync(join(program, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });
});

describe.runIf(process.platform === 'linux')('the native modules as packaged', () => {
  it('load and work with only the files that were kept', () => {
    const unpacked = join(folder, 'unpacked');
    cpSync(`${archive}.unpacked`, unpacked, { recursive: true });
    for (const { path, content } of files.filter((file) => !file.unpacked)) {
      mkdirSync(dirname(join(unpacked, path)), { recursive: true });
      writeFileSync(join(unpacked, path), content);
    }
    const requireFromPackage = createRequire(join(unpacked, 'package.json'));
    const Database = requireFromPackage('better-sqlite3') as typeof import('better-sqlite3');
    const database = new Database(':memory:');
    expect(database.prepare('SELECT 6 * 7 AS answer').get()).toEqual({ answer: 42 });
    database.close();
    expect(requireFromPackage('keytar')).toHaveProperty('getPassword');
  });
});

describe('the fuses', () => {
  it('are all as electron-builder.yml and after-pack.ts state them', () => {
    expect(readFuses(join(program, 'parley'))).toEqual({
      runAsNode: '0',
      enableCookieEncryption: '1',
      enableNodeOptionsEnvironmentVariable: '0',
      enableNodeCliInspectArguments: '0',
      enableEmbeddedAsarIntegrityValidation: '1',
      onlyLoadAppFromAsar: '1',
      loadBrowserProcessSpecificV8Snapshot: '0',
      grantFileProtocolExtraPrivileges: '0',
      wasmTrapHandlers: '1',
    });
  });
});

function contentOf(path: string): Buffer {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`${path} is not in the package`);
  return file.content;
}

/** A proxy where nobody listens and an empty cache: whatever would be fetched fails the build. */
function packageInto(output: string, electronDist: string): void {
  const nowhere = 'http://127.0.0.1:9';
  const builder = join(project, 'node_modules', 'electron-builder', 'cli.js');
  const cache = join(folder, 'cache');
  execFileSync(
    process.execPath,
    [builder, '--linux', 'dir', `--${architecture}`, `-c.electronDist=${electronDist}`, `-c.directories.output=${output}`],
    {
      cwd: project,
      stdio: 'pipe',
      env: { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, https_proxy: nowhere, ELECTRON_BUILDER_CACHE: cache },
    },
  );
  if (existsSync(cache)) throw new Error(`Packaging fetched something: ${readdirSync(cache).join(', ')}`);
}
