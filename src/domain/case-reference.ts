/** How somebody names a Care case from outside. */
export type CaseReference = { id: string } | { number: number };

const CASE_ID = /^case_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A case's id, its number with or without `#`, or its address in Care.
 *
 * @param publicUrl origin of Care; an address elsewhere names nothing.
 * @returns null when it is none of these.
 */
export function readCaseReference(text: string, publicUrl: string): CaseReference | null {
  const name = text.trim();
  if (CASE_ID.test(name)) return { id: name };
  const number = /^#?(\d{1,12})$/.exec(name)?.[1];
  if (number !== undefined) return { number: Number(number) };
  if (!name.startsWith(`${publicUrl}/`)) return null;
  const [path = ''] = name.split(/[?#]/);
  const id = path.split('/').at(-1) ?? '';
  return CASE_ID.test(id) ? { id } : null;
}
