/** Fifty kills in two halves, so that both cores have one. */
import { testKills } from './kill-while-sending.ts';

testKills(25, 0);
