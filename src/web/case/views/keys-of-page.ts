/** Keys of the page around the case, which the help on keys names, too. */
export const KEYS_OF_PAGE: { keys: string; does: string }[] = [];
