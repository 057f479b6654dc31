import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawShape, shapeStyles, type Tone } from './draw-shape.ts';
import { tell } from './tell.ts';

/**
 * Something the reader should know: the fact, the remedy, the remedy as a button, and for an admin the details.
 *
 * @fires care-banner-action - The button was pressed.
 * @slot - The remedy, in words.
 */
@customElement('care-banner')
export class CareBanner extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    shapeStyles,
    css`
      :host { display: block; border: 1px solid var(--care-neutral-border); border-radius: var(--care-radius); background: var(--care-neutral-quiet); color: var(--care-text); font: var(--care-type-body); container-type: inline-size; }
      :host([tone='warning']) { background: var(--care-warning-quiet); border-color: var(--care-warning-border); }
      :host([tone='danger']) { background: var(--care-danger-quiet); border-color: var(--care-danger-border); }
      :host([tone='success']) { background: var(--care-success-quiet); border-color: var(--care-success-border); }
      :host([tone='info']) { background: var(--care-info-quiet); border-color: var(--care-info-border); }
      :host([flush]) { border-radius: 0; border-width: 0 0 1px; }
      .banner { display: flex; align-items: flex-start; gap: var(--care-space-4); padding: var(--care-space-4) var(--care-space-5); }
      .shape { margin-top: 3px; }
      .words { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      b { display: block; }
      .button { flex: none; }
      summary { min-height: var(--care-target); padding-top: var(--care-space-2); font: var(--care-type-caption); cursor: pointer; color: var(--care-text-quiet); width: fit-content; }
      pre { margin: 0; font: var(--care-type-caption); font-family: var(--care-font-mono); white-space: pre-wrap; overflow-wrap: anywhere; }
      @container (max-width: 360px) { .banner { flex-wrap: wrap; } .words { flex-basis: 80%; } .button { margin-inline-start: 22px; } }
    `,
  ];

  @property({ reflect: true }) tone: Tone = 'neutral';
  /** The fact. */
  @property() fact = '';
  /** Verb and object of the button; none, no button. */
  @property() action = '';
  /** Code and whatever an admin needs, folded away. */
  @property() details = '';
  /** Across the whole width, without corners. */
  @property({ type: Boolean, reflect: true }) flush = false;

  override render() {
    return html`<div class="banner" role=${this.tone === 'danger' ? 'alert' : 'status'}>
      ${drawShape(this.tone)}
      <div class="words">
        <b>${this.fact}</b><slot></slot>
        ${this.details ? html`<details><summary>Details for an admin</summary><pre>${this.details}</pre></details>` : nothing}
      </div>
      ${this.action ? html`<button type="button" class="button small" @click=${this.#pressed}>${this.action}</button>` : nothing}
    </div>`;
  }

  #pressed() {
    tell(this, 'care-banner-action');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-banner': CareBanner;
  }
  interface HTMLElementEventMap {
    'care-banner-action': CustomEvent<undefined>;
  }
}
