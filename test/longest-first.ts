/** Order of the test files: those that take minutes begin first, so that they do not run alone in the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const long = /\/(simulation\/days-|habits\/check\.|e2e\/kill-)/;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => Number(long.test(other.moduleId)) - Number(long.test(one.moduleId)));
  }
}
