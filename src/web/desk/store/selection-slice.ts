import type { StateCreator } from 'zustand/vanilla';
import { MOST_BULK_CASES } from '../../../domain/bulk.ts';
import type { DeskState } from './desk-store.ts';

export interface SelectionSlice {
  /** Rows can be chosen. */
  selecting: boolean;
  /** Ids of the chosen cases, in the order of choosing. */
  selected: readonly string[];
  /** The row a range begins at. */
  anchor: string | null;
  selectingBegan(): void;
  /** @param toHere whether everything between the row chosen last and this one becomes like it. */
  rowToggled(caseId: string, toHere: boolean): void;
  allSelected(): void;
  selectionEnded(): void;
}

export const NO_SELECTION = { selecting: false, selected: [], anchor: null } as const;

export const createSelectionSlice: StateCreator<DeskState, [], [], SelectionSlice> = (set) => ({
  ...NO_SELECTION,
  selectingBegan: () => set({ selecting: true }),
  rowToggled: (caseId, toHere) =>
    set(({ rows, selected, anchor }) => {
      const isOn = !selected.includes(caseId);
      const ids = rows.map(({ id }) => id);
      const touched = toHere && anchor !== null ? between(ids, anchor, caseId) : [caseId];
      const rest = selected.filter((id) => !touched.includes(id));
      return { selecting: true, anchor: caseId, selected: isOn ? atMost([...rest, ...touched]) : rest };
    }),
  allSelected: () =>
    set(({ rows }) => ({ selecting: true, anchor: null, selected: atMost(rows.map(({ id }) => id)) })),
  selectionEnded: () => set(NO_SELECTION),
});

const atMost = (ids: readonly string[]) => ids.slice(0, MOST_BULK_CASES);

function between(ids: readonly string[], one: string, other: string): string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b);
  return from === undefined || to === undefined || from === -1 ? [other] : ids.slice(from, to + 1);
}
