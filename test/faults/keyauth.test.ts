import { startKeyAuth } from '../../main/rehearsal/keyauth/index.ts';
import { faultMatrix } from './matrix.ts';

// KeyAuth reads by POST, so an answer to a POST without content tells nothing. And it keeps the second a line was posted in: a clock that is
// wrong makes new lines wrong, while this fault would change the times of lines already there, by which alone they are known.
faultMatrix({ start: startKeyAuth, kind: 'keyauth-chat', effects: { created: ['trouble'] }, without: ['clock-far-off'] });
