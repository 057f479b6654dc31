import type { UserShape } from '../../../../api/people.ts';

/** Those of whom name, e-mail, role or a group holds each of the words. */
export function findUsers(users: readonly UserShape[], search: string): readonly UserShape[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return users.filter(({ name, email, role, groups }) => {
    const text = [name, email, role.name, ...groups.map((group) => group.name)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
