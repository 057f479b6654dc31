import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CASE_STATUS_LABELS, type CaseStatus } from '../../domain/case.ts';
import { baseStyles } from './base-styles.ts';
import { drawShape, type ShapeName, shapeStyles } from './draw-shape.ts';

/**
 * A state as shape, colour and word together: a case status, or with `shape` and a slotted word anything else.
 *
 * @slot - The word; a case status brings its own.
 */
@customElement('care-status')
export class CareStatus extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: inline-flex; align-items: center; gap: var(--care-space-3); font-weight: var(--care-weight-medium); white-space: nowrap; }
      :host([quiet]) { font-weight: var(--care-weight-regular); gap: var(--care-space-2); }
      :host([quiet]) .shape { width: 12px; height: 12px; }
    `,
  ];

  @property() status: CaseStatus = 'new';
  /** Another shape than the status's own. */
  @property() shape: ShapeName | '' = '';
  /** Smaller and regular, for a row of a list. */
  @property({ type: Boolean, reflect: true }) quiet = false;

  override render() {
    const shape = this.shape || this.status;
    return html`${drawShape(shape)}<slot>${CASE_STATUS_LABELS[this.status]}</slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-status': CareStatus;
  }
}
