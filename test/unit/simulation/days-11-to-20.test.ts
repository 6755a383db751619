import { describeDays } from './days.ts';

describeDays(11, 20);
