/** All tasks by name. */
import { backUp } from './back-up.ts';
import { check } from './check.ts';

export const tasks = { backUp, check };

export type TaskName = keyof typeof tasks;
export type TaskArgument<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type TaskValue<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;
