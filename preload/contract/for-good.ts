/** The last moment a JavaScript date can hold, ms UTC: a mute until then never ends. */
export const forGood = 8_640_000_000_000_000;
