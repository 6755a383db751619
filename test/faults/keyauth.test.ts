import { startKeyAuth } from '../../main/rehearsal/keyauth/index.ts';
import { faultMatrix } from './matrix.ts';

faultMatrix({ start: startKeyAuth, kind: 'keyauth-chat' });
