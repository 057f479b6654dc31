import { createStore, type StoreApi } from 'zustand/vanilla';
import { createInboxSlice, type InboxSlice } from './inbox-slice.ts';
import { createOpenCaseSlice, type OpenCaseSlice } from './open-case-slice.ts';
import { createRouteSlice, type RouteSlice } from './route-slice.ts';
import { createSelectionSlice, type SelectionSlice } from './selection-slice.ts';
import { createSessionSlice, type SessionSlice } from './session-slice.ts';

export type DeskState = SessionSlice & RouteSlice & InboxSlice & SelectionSlice & OpenCaseSlice;
export type DeskStore = StoreApi<DeskState>;

export const createDeskStore = (): DeskStore =>
  createStore<DeskState>()((...api) => ({
    ...createSessionSlice(...api),
    ...createRouteSlice(...api),
    ...createInboxSlice(...api),
    ...createSelectionSlice(...api),
    ...createOpenCaseSlice(...api),
  }));
