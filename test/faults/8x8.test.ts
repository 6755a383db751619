import { startEightByEight } from '../../main/rehearsal/eight-by-eight/index.ts';
import { faultMatrix } from './matrix.ts';

faultMatrix({ start: startEightByEight, kind: '8x8-chapi', title: 'Lamp launch' });
