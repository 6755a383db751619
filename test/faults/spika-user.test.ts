import { startSpika } from '../../main/rehearsal/spika/index.ts';
import { faultMatrix } from './matrix.ts';

// Spika has no limit of its own, so none comes as 500.
faultMatrix({ start: startSpika, kind: 'spika-user', effects: { 'rate-limit-500': ['offline'] } });
