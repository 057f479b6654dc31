import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { createConnectingWork } from './connecting-work.ts';
import { createConnectingStore } from './store/connecting-store.ts';
import './views/connect-page.ts';

/** The steps to connect an org; `?environment=sandbox` for a sandbox. */
export function openConnect({ api, store: settings, query }: SettingsContext): OpenPage {
  const store = createConnectingStore();
  const work = createConnectingWork({ api, store });
  const environment = query.get('environment') === 'sandbox' ? 'sandbox' : 'production';
  return {
    draw: () =>
      html`<care-connect-page
        .settings=${settings}
        .store=${store}
        .work=${work}
        .environment=${environment}
      ></care-connect-page>`,
  };
}
