import type { StateCreator } from 'zustand/vanilla';
import type { DeskState } from './desk-store.ts';

/** Where the address bar says we are. */
export type Route =
  | { page: 'inbox' }
  | { page: 'case'; caseId: string }
  /** Cases sent to Salesforce at once: those about to be, or one job; null: all jobs. */
  | { page: 'bulk'; jobId: string | null }
  /** Salesforce cases without a contact. */
  | { page: 'unlinked' }
  | { page: 'community'; messageId: string };

export interface RouteSlice {
  route: Route;
  routed(route: Route): void;
}

export const createRouteSlice: StateCreator<DeskState, [], [], RouteSlice> = (set) => ({
  route: { page: 'inbox' },
  routed: (route) => set({ route }),
});

/** Where a job stands that has not begun. */
export const NEW_JOB = 'new';

export function readRoute(pathname: string): Route {
  const [bulk, jobId = null] = /^\/desk\/bulk(?:\/([\w-]+))?\/?$/.exec(pathname) ?? [];
  if (bulk) return { page: 'bulk', jobId };
  if (/^\/desk\/without-contact\/?$/.test(pathname)) return { page: 'unlinked' };
  const [, page, id] = /^\/desk\/(cases|community)\/([\w-]+)\/?$/.exec(pathname) ?? [];
  if (id === undefined) return { page: 'inbox' };
  return page === 'cases' ? { page: 'case', caseId: id } : { page: 'community', messageId: id };
}

export function routePath(route: Route): string {
  switch (route.page) {
    case 'inbox':
      return '/desk';
    case 'case':
      return `/desk/cases/${route.caseId}`;
    case 'bulk':
      return route.jobId === null ? '/desk/bulk' : `/desk/bulk/${route.jobId}`;
    case 'unlinked':
      return '/desk/without-contact';
    case 'community':
      return `/desk/community/${route.messageId}`;
  }
}
