import type { StateCreator } from 'zustand/vanilla';
import type { DeskState } from './desk-store.ts';

/** Where the address bar says we are. */
export type Route =
  | { page: 'inbox' }
  | { page: 'case'; caseId: string }
  | { page: 'community'; messageId: string };

export interface RouteSlice {
  route: Route;
  routed(route: Route): void;
}

export const createRouteSlice: StateCreator<DeskState, [], [], RouteSlice> = (set) => ({
  route: { page: 'inbox' },
  routed: (route) => set({ route }),
});

export function readRoute(pathname: string): Route {
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
    case 'community':
      return `/desk/community/${route.messageId}`;
  }
}
