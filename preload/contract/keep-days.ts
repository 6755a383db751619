/** Fewest and most days an account can be told to keep its messages. Apart from the schemas: the window has no use for those. */
export const keepDaysRange = { least: 7, most: 3650 };
