import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { externalLinkIcon } from '../../../elements/icons.ts';
import type { ConnectingWork } from '../connecting-work.ts';
import type { ConnectingState, ConnectingStore } from '../store/connecting-store.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

/** What Salesforce is going to ask for, and why, before one goes there. */
@customElement('care-connecting-dialog')
export class CareConnectingDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dl { display: grid; gap: var(--care-space-4); margin: var(--care-space-5) 0; }
      dt { font-weight: var(--care-weight-medium); font-family: var(--care-font-mono); font-size: 0.75rem; }
      dd { color: var(--care-text-quiet); }
    `,
  ];

  @property({ attribute: false }) store!: ConnectingStore;
  @property({ attribute: false }) work!: ConnectingWork;

  #state: StoreController<ConnectingState, ConnectingState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { connecting } = this.#state!.value;
    const attempt = connecting.status === 'explaining' ? connecting.attempt : null;
    return html`<care-dialog .open=${attempt !== null} heading="What Salesforce asks you to allow" @care-close=${() => this.work.stay()}>
      ${
        attempt
          ? html`<p>You log in at <b>${new URL(attempt.authorizeUrl).host}</b>. Care never sees your password.</p>
              <dl>${attempt.scopes.map(({ scope, why }) => html`<div><dt>${scope}</dt><dd>${why}</dd></div>`)}</dl>
              <p>You come back to a page that names the org and the user. Nothing is saved before you confirm them.</p>`
          : nothing
      }
      <care-button slot="actions" @click=${() => this.work.stay()}>Stay here</care-button>
      <care-button slot="actions" variant="primary" .icon=${externalLinkIcon} @click=${() => this.work.leave()}>Go to Salesforce</care-button>
    </care-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-connecting-dialog': CareConnectingDialog;
  }
}
