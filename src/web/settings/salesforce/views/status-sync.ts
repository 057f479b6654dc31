import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Choice } from '../../../elements/choice.ts';
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
    </care-card>`;
  }

  #renderState(isLocked: boolean) {
    if (isLocked || this.connection.paused)
      return html`<care-status slot="actions" quiet shape="warning">Paused</care-status>`;
    return this.connection.statusSync === 'none'
      ? html`<care-status slot="actions" quiet shape="neutral">Off</care-status>`
      : html`<care-status slot="actions" quiet shape="success">Working</care-status>`;
  }
}

const CHOICES: readonly Choice[] = [
  {
    value: 'none',
    label: 'None',
    hint: 'Each side keeps its own status. People update both by hand.',
  },
  {
    value: 'automated',
    label: 'Automated sync',
    hint: 'Care to Salesforce, by your rules. Only cases that meet one.',
    refused: 'Not in this version of Care.',
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
