/** All tasks by name. */
import { check } from './check.ts';
import { countOutdated } from './count-outdated.ts';
import { exportMessages } from './export.ts';
import { measure } from './measure.ts';
import { renewBackups } from './renew-backups.ts';

export const tasks = { check, countOutdated, exportMessages, measure, renewBackups };

export type TaskName = keyof typeof tasks;
export type TaskArgument<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type TaskValue<Name extends TaskName> = ReturnType<(typeof tasks)[Name]>;
