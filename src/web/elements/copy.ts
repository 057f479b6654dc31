import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { fieldStyles } from './field-styles.ts';
import { checkIcon, copyIcon } from './icons.ts';

const SAID_MS = 2_000;

/** Words to be typed in somewhere else, and a button that copies them. */
@customElement('care-copy')
export class CareCopy extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    css`
      .line { display: flex; gap: var(--care-space-4); }
      .control { flex: 1; min-width: 0; }
    `,
  ];

  @property() label = '';
  @property() value = '';

  @state() private copied = false;

  override render() {
    return html`<div class="field">
      <label class="label" for="control">${this.label}</label>
      <div class="line">
        <input class="control" id="control" readonly .value=${this.value} @focus=${this.#focused} />
        <button type="button" class="button" @click=${this.#copy} aria-label="Copy ${this.label}">
          ${drawIcon(this.copied ? checkIcon : copyIcon, 'small')}${this.copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <span class="visually-hidden" role="status">${this.copied ? `${this.label} copied` : ''}</span>
    </div>`;
  }

  #focused(event: Event) {
    (event.target as HTMLInputElement).select();
  }

  /** Where the clipboard is not to be had, the words are selected, so that the keyboard copies them. */
  async #copy() {
    try {
      await navigator.clipboard.writeText(this.value);
      this.copied = true;
      setTimeout(() => (this.copied = false), SAID_MS);
    } catch {
      this.renderRoot.querySelector('input')?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-copy': CareCopy;
  }
}
