import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { placeBeside } from './place-beside.ts';

const PATIENCE_MS = 400;

/**
 * A few words about what the pointer rests on or the keyboard is at; Escape puts them away.
 * Without words it is not there. What it is about carries the same words as its accessible name, so a screen reader needs nothing from here.
 *
 * @slot - What it is about.
 */
@customElement('care-tooltip')
export class CareTooltip extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: inline-flex; }
      .words {
        position: fixed; inset: auto; margin: 0; max-width: 240px; padding: var(--care-space-2) var(--care-space-4); border: 1px solid var(--care-border);
        border-radius: var(--care-radius); background: var(--care-surface-raised); color: var(--care-text); font: var(--care-type-caption);
        box-shadow: var(--care-shadow-2); pointer-events: none;
      }
    `,
  ];

  @property() text = '';

  @query('.words') private words!: HTMLElement;
  #wait: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#wait);
  }

  override render() {
    return html`<span
        @pointerenter=${this.#soon}
        @pointerleave=${this.#hide}
        @pointerdown=${this.#hide}
        @focusin=${this.#show}
        @focusout=${this.#hide}
        @keydown=${this.#keyPressed}
        ><slot></slot
      ></span>
      <div class="words" popover="manual" aria-hidden="true">${this.text}</div>`;
  }

  #soon() {
    this.#wait = setTimeout(() => this.#show(), PATIENCE_MS);
  }

  #show() {
    if (this.text === '') return;
    this.words.showPopover?.();
    placeBeside(this.words, this);
  }

  #hide() {
    clearTimeout(this.#wait);
    this.words.hidePopover?.();
  }

  #keyPressed(event: KeyboardEvent) {
    if (event.key === 'Escape') this.#hide();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-tooltip': CareTooltip;
  }
}
