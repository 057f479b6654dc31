import { html } from 'lit';
import type { SettingsPage } from '../page.ts';

/** What Care can be connected with. */
export const integrationPages: readonly SettingsPage[] = [
  {
    path: '/settings/integrations',
    title: 'Integrations & API',
    place: 'integrations',
    async open() {
      await import('./views/integrations-page.ts');
      return { draw: () => html`<care-integrations-page></care-integrations-page>` };
    },
  },
];
