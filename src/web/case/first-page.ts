/** Entries of the first page: more than a screen, little enough to be there at once. */
export const FIRST_PAGE = 60;
