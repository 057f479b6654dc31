import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';

/** What comes after connecting: whoever has just connected an org is told where to go on. */
@customElement('care-next-step')
export class CareNextStep extends LitElement {
  @property({ attribute: 'connection-id' }) connectionId = '';

  override render() {
    return html`<care-banner tone="info" fact="Next: look over the mapping">
      It fills contacts, cases, leads and messages in Salesforce, and works as it is. Try it there on a real case, then create the
      first Salesforce case from the inbox.
      <care-button variant="link" href="/settings/integrations/salesforce/${this.connectionId}/mapping">Open the mapping</care-button>
    </care-banner>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-next-step': CareNextStep;
  }
}
