/** The version of the form of JSON Lines exports, raised with every change that an older reader would misunderstand. */
export const exportVersion = 1;
