import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CASE_PRIORITY_LABELS, type CasePriority } from '../../domain/case.ts';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { flagIcon } from './icons.ts';

/** A case's priority: flag and word; Urgent also in the colour of trouble. */
@customElement('care-priority')
export class CarePriority extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: inline-flex; align-items: center; gap: var(--care-space-2); white-space: nowrap; }
      :host([priority='urgent']) { color: var(--care-danger-text); font-weight: var(--care-weight-medium); }
    `,
  ];

  @property({ reflect: true }) priority: CasePriority = 'medium';
  /** What it is stands beside it already. */
  @property({ type: Boolean }) bare = false;

  override render() {
    return html`${drawIcon(flagIcon, 'small')}${this.bare ? nothing : html`<span class="visually-hidden">Priority: </span>`}${CASE_PRIORITY_LABELS[this.priority]}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-priority': CarePriority;
  }
}
