/** Players of “Keepers of the Light” who matter by name. All invented. */

/** Signed in with a license key, and so wrote under it. */
export const wanderer = '7KQ2XA-M4RT9E-B8WZ3L-HN6VCD-2GYP5J-9F2C4U';

/** The user of the sample account. */
export const keeper = 'marlow';
