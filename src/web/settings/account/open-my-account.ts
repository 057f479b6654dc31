import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { signOut } from './sign-out.ts';
import './views/my-account-page.ts';

/** Who I am, and what my role allows. */
export function openMyAccount({ api, store }: SettingsContext): OpenPage {
  return {
    draw: () =>
      html`<care-my-account-page .settings=${store} @care-sign-out=${() => signOut(api)}></care-my-account-page>`,
  };
}
