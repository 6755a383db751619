/** An error whose text is meant for the user: `code` is what crosses the wall to the renderer. */
import type { ErrorCode } from '../preload/contract/result.ts';

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
