import type { StateCreator } from 'zustand/vanilla';
import type { CaseWork } from '../../case/case-work.ts';
import type { CaseStore } from '../../case/store/case-store.ts';
import type { PropertiesWork } from '../properties-work.ts';
import type { DeskState } from './desk-store.ts';
import { isEdited, type PropertiesStore } from './properties-store.ts';
import { hasUnsavedForm, type SalesforceStore } from './salesforce-store.ts';

/** The case on the desk, with everything that belongs to it. */
export interface OpenCase {
  caseId: string;
  store: CaseStore;
  work: CaseWork;
  salesforce: SalesforceStore;
  properties: { store: PropertiesStore; work: PropertiesWork };
}

/** Something was changed beside the conversation, and leaving the case would lose it. */
export const hasUnsaved = ({
  salesforce,
  properties,
}: Pick<OpenCase, 'salesforce' | 'properties'>): boolean =>
  hasUnsavedForm(salesforce.getState()) || isEdited(properties.store.getState());

export type PanelTab = 'case' | 'customer' | 'salesforce';

export interface OpenCaseSlice {
  openCase: OpenCase | null;
  tab: PanelTab;
  /** On a narrow page the panel lies over the conversation when it is asked for. */
  panelOpen: boolean;
  caseTaken(open: OpenCase | null): void;
  tabChosen(tab: PanelTab): void;
  panelToggled(open: boolean): void;
}

export const createOpenCaseSlice: StateCreator<DeskState, [], [], OpenCaseSlice> = (set) => ({
  openCase: null,
  tab: 'case',
  panelOpen: false,
  caseTaken: (openCase) => set({ openCase, panelOpen: false }),
  tabChosen: (tab) => set({ tab }),
  panelToggled: (panelOpen) => set({ panelOpen }),
});
