import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawShape, shapeStyles, type Tone } from './draw-shape.ts';
import { tell } from './tell.ts';
import './age.ts';

/**
 * One line that says whether both sides agree, how fresh that is, and what can be done. It keeps its height in every state.
 *
 * @fires care-strip-action - The button at its end was pressed.
 */
@customElement('care-sync-strip')
export class CareSyncStrip extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    shapeStyles,
    css`
      :host {
        display: flex; align-items: center; gap: var(--care-space-3); min-height: 28px;
        padding: 1px var(--care-strip-inset, var(--care-space-6)); border-top: 1px solid var(--care-border);
        background: var(--care-surface-sunken); color: var(--care-text-quiet); font: var(--care-type-caption);
      }
      p { display: flex; align-items: center; gap: var(--care-space-3); min-width: 0; white-space: nowrap; }
      p > span { overflow: hidden; text-overflow: ellipsis; }
      .shape { width: 12px; height: 12px; }
      care-age { color: var(--care-text-faint); white-space: nowrap; }
      .button { margin-inline-start: auto; }
      :host([tone='warning']) { background: var(--care-warning-quiet); color: var(--care-warning-text); }
      :host([tone='danger']) { background: var(--care-danger-quiet); color: var(--care-danger-text); }
      :host(:is([tone='warning'], [tone='danger'])) :is(care-age, .button) { color: inherit; }
      :host(:is([tone='warning'], [tone='danger'])) .button { text-decoration: underline; text-underline-offset: 2px; }
    `,
  ];

  @property({ reflect: true }) tone: Tone = 'neutral';
  /** In step with Salesforce, Care can’t be reached, Not in Salesforce yet, … */
  @property() text = '';
  /** ISO-8601: when this was last true, or with `since` when it began. */
  @property() at = '';
  @property({ type: Boolean }) since = false;
  /** Word of the button; none, no button. */
  @property() action = '';

  override render() {
    return html`
      <p role="status">
        ${drawShape(this.tone)}<span title=${this.text}>${this.text}</span>
      </p>
      ${this.at ? html`<care-age .at=${this.at} .since=${this.since}></care-age>` : nothing}
      ${this.action ? html`<button type="button" class="button link small" @click=${this.#pressed}>${this.action}</button>` : nothing}
    `;
  }

  #pressed() {
    tell(this, 'care-strip-action');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-sync-strip': CareSyncStrip;
  }
  interface HTMLElementEventMap {
    'care-strip-action': CustomEvent<undefined>;
  }
}
