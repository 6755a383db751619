/** All tasks by name. */
import { backUp } from './back-up.ts';
import { check } from './check.ts';
import { checkIndex } from './check-index.ts';
import { countOutdated } from './count-outdated.ts';
import { exportMessages } from './export.ts';
import { measure } from './measure.ts';
import { renewBackups } from './renew-backups.ts';

export const tasks = { backUp, check, checkIndex, countOutdated, exportMessages, measure, renewBackups };

export type TaskName = keyof typeof tasks;
export type TaskArgument<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type TaskValue<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;
