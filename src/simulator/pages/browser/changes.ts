import { readRecord } from './records.ts';

interface Change {
  readonly id: string;
  readonly object: string;
}

const listeners = new Set<(changes: readonly Change[]) => void>();

/** Runs when records changed in the org, or when a component on the page asked for fresh data (then with none named). */
export function onRecordsChanged(listener: (changes: readonly Change[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A component's `RefreshEvent`: the lists on the page read again. */
export function refreshLists(): void {
  for (const listener of listeners) listener([]);
}

/** Starts listening to the org. One connection serves all tabs of the page. */
export function followChanges(): void {
  const source = new EventSource('/lightning/api/changes');
  source.addEventListener('message', (event) => {
    const changes = JSON.parse(event.data as string) as Change[];
    for (const id of new Set(changes.map((change) => change.id))) void readRecord(id);
    for (const listener of [...listeners]) listener(changes);
  });
}
