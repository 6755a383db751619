import { startSpika } from '../../main/rehearsal/spika/index.ts';
import { faultMatrix } from './matrix.ts';

faultMatrix({ start: startSpika, kind: 'spika-user' });
