import type { StateCreator } from 'zustand/vanilla';
import type { DeskState } from './desk-store.ts';

/** Where the address bar says we are. */
export type Route = { page: 'inbox' } | { page: 'case'; caseId: string };

export interface RouteSlice {
  route: Route;
  routed(route: Route): void;
}

export const createRouteSlice: StateCreator<DeskState, [], [], RouteSlice> = (set) => ({
  route: { page: 'inbox' },
  routed: (route) => set({ route }),
});

export function readRoute(pathname: string): Route {
  const [, caseId] = /^\/desk\/cases\/([\w-]+)\/?$/.exec(pathname) ?? [];
  return caseId ? { page: 'case', caseId } : { page: 'inbox' };
}

export const routePath = (route: Route): string =>
  route.page === 'case' ? `/desk/cases/${route.caseId}` : '/desk';
