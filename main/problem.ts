/** An error whose text is meant for the user: `code` is what crosses the wall to the renderer. */
import type { ErrorCode } from '../preload/contract/result.ts';

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  /** What is wrong with single fields of a form, by field name. */
  readonly fields: Readonly<Record<string, string>>;
  constructor(code: ErrorCode, sentence: string, fields: Problem['fields'] = {}) {
    super(sentence);
    this.code = code;
    this.fields = fields;
  }
}
