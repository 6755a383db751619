import { testKills } from './kill-while-sending.ts';

testKills(25, 1);
