import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { reasonAgainst } from '../../store/reason-against.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import { ACCOUNT_TABS } from '../store/account-tabs.ts';
import '../../../elements/environment.ts';
import '../../views/page-head.ts';

const LIST = '/settings/integrations/salesforce';
const CRUMBS = [
  { label: 'Integrations & API', href: '/settings/integrations' },
  { label: 'Salesforce', href: LIST },
];

/**
 * The top of each page about one Salesforce account.
 *
 * @slot actions - At the end of the title's line.
 */
@customElement('care-account-head')
export class CareAccountHead extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
    `,
  ];

  /** Who is signed in decides where they may go. */
  @property({ attribute: false }) settings!: SettingsStore;
  /** Null: not known yet, or not to be had. */
  @property({ attribute: false }) connection: ConnectionShape | null = null;
  /** The page's own path below the account's, as in ACCOUNT_TABS. */
  @property() current = '';

  override render() {
    const { connection } = this;
    if (!connection)
      return html`<care-page-head heading="Salesforce account" .crumbs=${CRUMBS}></care-page-head>`;
    const base = `${LIST}/${connection.id}`;
    const tabs = ACCOUNT_TABS.map(({ label, path, permission }) => ({
      label,
      href: `${base}${path}`,
      current: path === this.current,
      refused: permission ? reasonAgainst(this.settings.getState(), permission) : '',
    }));
    return html`<care-page-head .heading=${connection.orgName} .crumbs=${CRUMBS} .tabs=${tabs.length > 1 ? tabs : []}>
      <care-environment .environment=${connection.environment}></care-environment>
      <span>${new URL(connection.instanceUrl).host}</span>
      <slot name="actions" slot="actions">${nothing}</slot>
    </care-page-head>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-account-head': CareAccountHead;
  }
}
