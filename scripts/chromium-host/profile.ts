/** Chromium's own folder: a new one for each run, gone after it. Nothing of the app is kept there. */
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folderName = 'chromium-host-profile';

/** What a page may type or ask is not to be remembered; what it could ask for is refused without a question. */
const preferences = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false, exit_type: 'Normal' },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false },
  alternate_error_pages: { enabled: false },
};

export interface Profile {
  folder: string;
  remove(): void;
}

/** Below `userData`, or in the temporary folder where that cannot be written. */
export function createProfile(userData: string): Profile {
  const parent = writableFolder(join(userData, folderName));
  removeLeftovers(parent);
  const folder = mkdtempSync(join(parent, `${process.pid}-`));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return {
    folder,
    remove() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      try {
        rmdirSync(parent);
      } catch {
        // Another run still has its folder there.
      }
    },
  };
}

function writableFolder(wanted: string): string {
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    accessSync(wanted, constants.W_OK | constants.X_OK);
    return wanted;
  } catch {
    return mkdtempSync(join(tmpdir(), `${folderName}-`));
  }
}

/** Folders of runs that were killed. Those of living processes stay. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = Number.parseInt(name, 10);
    if (owner !== process.pid && isAlive(owner)) continue;
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
