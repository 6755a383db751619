import { startConnectNow } from '../../main/rehearsal/connectnow/index.ts';
import { faultMatrix } from './matrix.ts';

faultMatrix({ start: startConnectNow, kind: 'connectnow-chat' });
