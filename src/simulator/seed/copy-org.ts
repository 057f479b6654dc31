import type { FieldValue } from '../core.ts';
import type { JournalEntry, RowEntry } from '../state/journal-entry.ts';
import type { OrgState } from '../state/org-state.ts';

/** What a sandbox takes over besides records: settings and the secrets of credentials. Nobody stays signed in. */
const COPIED_FACTS: ReadonlySet<string> = new Set([
  'credential',
  'sharing-model',
  'event-channel',
  'event-channel-member',
  'api-disabled',
  'schema-object',
  'schema-field',
  'schema-rule',
  'schema-record-type',
  'rights',
  'duplicate-rule',
]);
/** Events and their positions stay behind. */
const LEFT_COUNTERS: ReadonlySet<string> = new Set(['replay', 'commit', 'replayFloor']);

/**
 * Fills a new org with another's records, ids and all, as a full sandbox has them: users get the sandbox's name behind
 * their username and `.invalid` behind their e-mail address (Help, "Sandbox Setup Considerations"). The Organization
 * row is its own.
 */
export function copyOrg(state: OrgState, source: Iterable<JournalEntry>, sandboxName: string): void {
  for (const { rows, facts, counters } of source) {
    state.commit({
      ...(rows && {
        rows: rows
          .filter(({ object }) => object !== 'Organization')
          .map((row) => (row.object === 'User' ? sandboxUser(row, sandboxName) : row)),
      }),
      ...(facts && { facts: facts.filter(([table]) => COPIED_FACTS.has(table)) }),
      ...(counters && {
        counters: Object.fromEntries(Object.entries(counters).filter(([name]) => !LEFT_COUNTERS.has(name))),
      }),
    });
  }
}

function sandboxUser(row: RowEntry, sandboxName: string): RowEntry {
  const marked = (name: string, mark: string): Record<string, FieldValue> => {
    const text = row.set[name];
    return typeof text === 'string' ? { [name]: text.endsWith(mark) ? text : text + mark } : {};
  };
  return {
    ...row,
    set: { ...row.set, ...marked('Username', `.${sandboxName}`), ...marked('Email', '.invalid') },
  };
}
