import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import type { Loaded } from '../../store/loaded.ts';
import { drawLoaded } from '../../views/draw-problem.ts';
import type { RehearsalLine } from '../store/account-store.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

/** What would happen if the default token died now. Nothing does. */
@customElement('care-rehearsal-dialog')
export class CareRehearsalDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ol { display: grid; gap: var(--care-space-4); margin-top: var(--care-space-5); padding-inline-start: 20px; list-style: decimal; }
      p { color: var(--care-text-quiet); }
    `,
  ];

  /** Null: closed. */
  @property({ attribute: false }) lines: Loaded<readonly RehearsalLine[]> | null = null;

  override render() {
    return html`<care-dialog .open=${this.lines !== null} heading="If the default token died now">
      <p>Nothing is touched: this is worked out from how things stand.</p>
      ${this.lines ? drawLoaded(this.lines, (lines) => html`<ol>${lines.map(({ fact }) => html`<li>${fact}</li>`)}</ol>`) : nothing}
      <care-button slot="actions" variant="primary" @click=${() => tell(this, 'care-close')}>Close</care-button>
    </care-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-rehearsal-dialog': CareRehearsalDialog;
  }
}
