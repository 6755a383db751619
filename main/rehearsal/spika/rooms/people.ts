/** The user of the rehearsal at this server. */
export const user = 'Robin Vale';
export const telephone = '+31970555123';
/** Who the messaging key writes as. */
export const mast = 'Weather mast';
