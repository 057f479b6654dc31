import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { createIntegrationsWork } from './integrations-work.ts';
import { createIntegrationsStore } from './store/integrations-store.ts';
import './views/integrations-page.ts';

/** What Care can be connected with, and asking for it. */
export function openIntegrations({ api, store: settings }: SettingsContext): OpenPage {
  const store = createIntegrationsStore();
  const work = createIntegrationsWork({ api, settings, store });
  work.watch();
  return {
    draw: () =>
      html`<care-integrations-page .settings=${settings} .store=${store} .work=${work}></care-integrations-page>`,
    end: work.end,
  };
}
