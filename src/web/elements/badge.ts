import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import type { Tone } from './draw-shape.ts';

/**
 * A word on a tint. A state that matters takes care-status, which adds a shape.
 *
 * @slot - The word.
 */
@customElement('care-badge')
export class CareBadge extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex; align-items: center; gap: var(--care-space-2); height: 20px; padding: 0 var(--care-space-3);
        border-radius: var(--care-radius-small); background: var(--care-neutral-quiet); color: var(--care-neutral-text);
        font: var(--care-type-caption); font-weight: var(--care-weight-medium); font-variant-numeric: tabular-nums; white-space: nowrap;
      }
      :host([tone='success']) { background: var(--care-success-quiet); color: var(--care-success-text); }
      :host([tone='warning']) { background: var(--care-warning-quiet); color: var(--care-warning-text); }
      :host([tone='danger']) { background: var(--care-danger-quiet); color: var(--care-danger-text); }
      :host([tone='info']) { background: var(--care-info-quiet); color: var(--care-info-text); }
      :host([tone='accent']) { background: var(--care-accent-quiet); color: var(--care-accent-text); }
      :host([tone='private']) { background: var(--care-private); color: var(--care-private-text); }
      :host([tone='note']) { background: var(--care-note); color: var(--care-note-text); }
      :host([tone='outline']) { background: none; border: 1px solid var(--care-border); color: var(--care-text-quiet); }
    `,
  ];

  @property({ reflect: true }) tone: Tone | 'accent' | 'private' | 'note' | 'outline' = 'neutral';
  /** A path of icons.ts. */
  @property({ attribute: false }) icon = '';

  override render() {
    return html`${this.icon ? drawIcon(this.icon, 'tiny') : nothing}<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-badge': CareBadge;
  }
}
