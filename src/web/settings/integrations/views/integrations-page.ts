import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../../../elements/base-styles.ts';
import { pageStyles } from '../../views/page-styles.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../views/page-head.ts';

/** What Care can be connected with, one tile each. */
@customElement('care-integrations-page')
export class CareIntegrationsPage extends LitElement {
  static override styles = [baseStyles, pageStyles];

  override render() {
    return html`<care-page-head heading="Integrations & API"></care-page-head>
      <div class="body">
        <care-card heading="Salesforce for Community and Care">
          <p class="quiet">Care cases become Salesforce cases; agents answer them there; both sides stay in step.</p>
          <care-button slot="foot" variant="link" href="/settings/integrations/salesforce">Open Salesforce</care-button>
        </care-card>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-integrations-page': CareIntegrationsPage;
  }
}
