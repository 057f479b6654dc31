const COPIED = /\.invalid$/i;

/**
 * The address a user of a sandbox has in production: a copy of an org gives everybody's address the ending
 * `.invalid`, so that no mail leaves it. Lower case, to compare by.
 */
export const emailBehindCopy = (email: string): string => email.trim().replace(COPIED, '').toLowerCase();
