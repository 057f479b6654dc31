import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/page.css';
import { createApiClient } from '../clients/api-client.ts';
import { createDemoClient } from '../clients/demo-client.ts';
import { followLook } from '../theme/follow-look.ts';
import { createDeskSession } from './desk-session.ts';
import { createDeskStore } from './store/desk-store.ts';
import { hasUnsaved } from './store/open-case-slice.ts';
import { NEW_JOB, type Route, readRoute, routePath } from './store/route-slice.ts';
import { hasCare } from './store/session-slice.ts';
import './views/desk-app.ts';

const app = document.querySelector('care-desk-app');
if (app) startDesk(app);

function startDesk(app: HTMLElementTagNameMap['care-desk-app']): void {
  const store = createDeskStore();
  const api = createApiClient();
  const desk = createDeskSession({ api, demo: createDemoClient(api), store });
  let isAtCommunity = false;
  let isUnlinkedShown = false;
  app.store = store;
  app.desk = desk;

  const signedOut = () => void desk.start({ ticket: null, problem: null, returnTo: 'desk' });
  store.subscribe(async ({ session }) => {
    const isCommunity = session.status === 'signed_in' && !hasCare({ session });
    if (isCommunity === isAtCommunity) return;
    isAtCommunity = isCommunity;
    app.community?.end();
    app.community = null;
    if (!isCommunity) return;
    const { startCommunity } = await import('./community/start-community.ts');
    if (isAtCommunity) app.community = startCommunity(api, signedOut);
  });

  const goTo = (route: Route) => {
    if (routePath(route) !== location.pathname) history.pushState(null, '', routePath(route));
    store.getState().routed(route);
    desk.showCase(route.page === 'case' ? route.caseId : null);
  };
  const go = (caseId: string | null) => goTo(caseId === null ? { page: 'inbox' } : { page: 'case', caseId });
  const goBulk = (jobId: string | null) => {
    // What is chosen may be other than when it was looked at.
    if (jobId === NEW_JOB && jobId === shownJob) app.bulk?.show(jobId, store.getState().selected);
    goTo({ page: 'bulk', jobId });
  };
  let shownJob: string | null | undefined;
  store.subscribe(async (state) => {
    const { route, selected } = state;
    const jobId = hasCare(state) && route.page === 'bulk' ? route.jobId : undefined;
    if (jobId === shownJob) return;
    shownJob = jobId;
    if (jobId === undefined) {
      app.bulk?.end();
      app.bulk = null;
      return;
    }
    const { startBulk } = await import('./bulk/start-bulk.ts');
    if (shownJob !== jobId) return;
    app.bulk ??= startBulk(api, desk.watch, (started) => {
      store.getState().selectionEnded();
      history.replaceState(null, '', routePath({ page: 'bulk', jobId: started }));
      store.getState().routed({ page: 'bulk', jobId: started });
    });
    app.bulk.show(jobId, selected);
  });
  store.subscribe(async (state) => {
    const isShown = hasCare(state) && state.route.page === 'unlinked';
    if (isShown === isUnlinkedShown) return;
    isUnlinkedShown = isShown;
    app.unlinked?.end();
    app.unlinked = null;
    if (!isShown) return;
    const { startUnlinked } = await import('./unlinked/start-unlinked.ts');
    if (isUnlinkedShown) app.unlinked ??= startUnlinked(api, desk.watch);
  });
  const readAddress = () => {
    const route = readRoute(location.pathname);
    store.getState().routed(route);
    return route;
  };
  addEventListener('popstate', () => {
    if (isAtCommunity) return;
    const open = store.getState().openCase;
    const route = readAddress();
    const caseId = route.page === 'case' ? route.caseId : null;
    if (!open || !hasUnsaved(open)) return desk.showCase(caseId);
    // Back to where the form is, until the reader has said that they want to leave it.
    history.pushState(null, '', routePath({ page: 'case', caseId: open.caseId }));
    app.guard(() => goTo(route));
  });
  addEventListener('beforeunload', (event) => {
    const open = store.getState().openCase;
    if (open && hasUnsaved(open)) event.preventDefault();
  });
  addEventListener('pagehide', () => desk.leave());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') desk.leave();
  });
  addEventListener('online', () => desk.tryNow());
  app.addEventListener('care-go', ({ detail }) => go(detail.caseId));
  app.addEventListener('care-go-unlinked', () => goTo({ page: 'unlinked' }));
  app.addEventListener('care-go-bulk', ({ detail }) => goBulk(detail.jobId));
  followLook(app);

  const ticket = location.pathname === '/sign-in' ? location.hash.slice(1) : '';
  const search = location.pathname === '/sign-in' ? location.search : '';
  const to = readSettingsAddress(search);
  const problem = new URLSearchParams(search).get('problem');
  // A one-time link in the address bar is of no use to anybody any more.
  if (location.pathname === '/sign-in') history.replaceState(null, '', '/desk');
  readAddress();
  if (location.hash === '#salesforce') store.getState().tabChosen('salesforce');
  if (to !== null)
    store.subscribe(({ session }) => {
      if (session.status === 'signed_in') location.replace(to);
    });
  void desk.start({ ticket: ticket || null, problem, returnTo: to === null ? 'desk' : 'settings' });
}

/** Where the settings send whoever is not signed in, and want them back; no other address is gone to from here. */
function readSettingsAddress(search: string): string | null {
  const to = new URLSearchParams(search).get('to') ?? '';
  return /^\/settings(?:\/[\w-]+)*$/.test(to) ? to : null;
}
