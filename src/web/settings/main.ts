import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/page.css';
import { createApiClient } from '../clients/api-client.ts';
import { followLook } from '../theme/follow-look.ts';
import { PAGES } from './pages.ts';
import { PLACES } from './places.ts';
import { addressOfClick, createRouter } from './router.ts';
import { createSettingsSession } from './settings-session.ts';
import { createSettingsStore } from './store/settings-store.ts';
import './views/settings-app.ts';

const app = document.querySelector('care-settings-app');
if (app) startSettings(app);

function startSettings(app: HTMLElementTagNameMap['care-settings-app']): void {
  const store = createSettingsStore();
  const api = createApiClient();
  const session = createSettingsSession({ api, store });
  const router = createRouter({ pages: PAGES, api, store, say: session.say });
  app.store = store;
  app.places = PLACES.filter(({ path }) => PAGES.some((page) => page.path === path));
  app.session = session;
  app.go = router.go;

  addEventListener('popstate', () => void router.follow());
  // Back from Salesforce: a page the browser has kept as it was may stand at another address now.
  addEventListener('pageshow', ({ persisted }) => persisted && void router.follow());
  app.addEventListener('click', (event) => {
    const address = addressOfClick(event);
    if (address === null) return;
    event.preventDefault();
    router.go(address);
  });
  followLook(app);
  void session.start().then(async () => {
    await router.follow();
    app.showSomething();
  });
}
