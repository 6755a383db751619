/** Runs the built Parley for a test. Build first: the end-to-end tests' global set-up does. */
import { projectRoot } from '../../scripts/root.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { startSecretService, type SecretService } from './secret-service.ts';

export interface ParleyOptions {
  userDataDir: string;
  /** Such as `--rehearsal`. */
  args?: string[];
  env?: Record<string, string | undefined>;
  /** True: a keychain shared by this test file; false: none is there; or one of the test's own. Default true. */
  keyring?: boolean | SecretService;
  /** False when it will end without showing anything, as a second instance does. */
  waitForPage?: boolean;
}

let shared: Promise<SecretService> | null = null;

export async function launchParley({ keyring = true, env = {}, ...options }: ParleyOptions): Promise<LaunchedApp> {
  const keychain = keyring === false ? noKeychain : (keyring === true ? await sharedKeychain() : keyring).env;
  return launchApp({ app: projectRoot, ...options, env: { ...keychain, ...env } });
}

/** The keychain that `keyring: true` uses; ends with the test process. */
export function sharedKeychain(): Promise<SecretService> {
  shared ??= startSecretService();
  return shared;
}

/** No session bus, and none to be found in the usual places. */
const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/parley-test-bus', XDG_RUNTIME_DIR: undefined };
