/**
 * A person's name as Salesforce keeps it: the last word is the last name, what stands before it the first name, and a
 * single word the last name. The parts are as long as Salesforce takes them.
 */
export function splitName(name: string): { firstName: string | null; lastName: string | null } {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const lastName = words.pop() ?? null;
  return { firstName: words.length === 0 ? null : words.join(' '), lastName };
}

export const NAME_LENGTHS = { FirstName: 40, LastName: 80 } as const;
