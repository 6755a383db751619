/** All tasks by name. */
import { check } from './check.ts';

export const tasks = { check };

export type TaskName = keyof typeof tasks;
export type TaskArgument<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type TaskValue<Name extends TaskName> = ReturnType<(typeof tasks)[Name]>;
