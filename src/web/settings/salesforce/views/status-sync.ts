import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Choice } from '../../../elements/choice.ts';
import type { Tone } from '../../../elements/draw-shape.ts';
import '../../../elements/banner.ts';
import '../../../elements/card.ts';
import '../../../elements/choice.ts';
import '../../../elements/status.ts';

/**
 * How case statuses are kept in step, one of three.
 *
 * @fires care-choose - Another one is wanted; detail `{ value }`.
 */
@customElement('care-status-sync')
export class CareStatusSync extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      care-banner { margin-top: var(--care-space-4); }
    `,
  ];

  @property({ attribute: false }) connection!: ConnectionShape;
  /** Why one may not change it. */
  @property() refused = '';

  override render() {
    const { statusSync, consequences } = this.connection;
    const locked = consequences.find(({ code }) => code === 'sync_type_locked');
    return html`<care-card level="2" heading="Case status sync with Salesforce">
      ${this.#renderState(locked !== undefined)}
      <care-choice label="Case status sync with Salesforce" .value=${statusSync} .choices=${CHOICES} .refused=${locked ? `${locked.fact} It can be again once somebody connects.` : this.refused}></care-choice>
      ${
        statusSync === 'automated'
          ? html`<care-banner tone="info" fact="Selecting Automated sync alone keeps nothing in step">
              Its conditions are set up on Care’s side: contact your Customer Success Manager to discuss what you need. Until that
              is done, no status is changed by it.
            </care-banner>`
          : nothing
      }
    </care-card>`;
  }

  #renderState(isLocked: boolean) {
    if (isLocked || this.connection.paused)
      return html`<care-status slot="actions" quiet shape="warning">Paused</care-status>`;
    const [shape, words] = STATES[this.connection.statusSync];
    return html`<care-status slot="actions" quiet shape=${shape}>${words}</care-status>`;
  }
}

const STATES: Readonly<Record<ConnectionShape['statusSync'], readonly [Tone, string]>> = {
  none: ['neutral', 'Off'],
  automated: ['info', 'Waits for its setup'],
  bidirectional: ['success', 'Working'],
};

const CHOICES: readonly Choice[] = [
  {
    value: 'none',
    label: 'None',
    hint: 'Each side keeps its own status. People update both by hand.',
  },
  {
    value: 'automated',
    label: 'Automated sync',
    hint: 'Care to Salesforce, for cases that meet a condition. Set up with your Customer Success Manager.',
  },
  {
    value: 'bidirectional',
    label: 'Bi-direction sync',
    hint: 'Both ways, value by value. Every case escalated from then on.',
  },
];

declare global {
  interface HTMLElementTagNameMap {
    'care-status-sync': CareStatusSync;
  }
}
