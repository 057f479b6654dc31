import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { drawShape, shapeStyles, type Tone } from './draw-shape.ts';
import { xIcon } from './icons.ts';
import { tell } from './tell.ts';

export interface Toast {
  id: string;
  tone: Tone;
  text: string;
}

/**
 * What was just done, said once, at the bottom, also to screen readers. What must not be missed is a banner.
 * Each stays until it is dismissed; the app takes it away when it is no longer true or needed.
 *
 * @fires care-dismiss - The cross was pressed; detail `{ id }`.
 */
@customElement('care-toasts')
export class CareToasts extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    shapeStyles,
    css`
      :host { position: fixed; z-index: 5; inset: auto 0 16px; display: grid; justify-items: center; gap: var(--care-space-4); padding: 0 12px; pointer-events: none; font: var(--care-type-body); }
      div { display: contents; }
      p {
        display: flex; align-items: center; gap: var(--care-space-4); max-width: 520px; padding: var(--care-space-3) var(--care-space-3) var(--care-space-3) var(--care-space-5); border: 1px solid var(--care-border);
        border-radius: var(--care-radius-card); background: var(--care-surface-raised); color: var(--care-text); box-shadow: var(--care-shadow-2); pointer-events: auto;
        overflow-wrap: anywhere; animation: appear var(--care-calm) var(--care-ease);
      }
      @keyframes appear { from { opacity: 0; translate: 0 4px; } }
    `,
  ];

  @property({ attribute: false }) toasts: readonly Toast[] = [];

  override render() {
    return html`<div role="status">
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => html`<p>
          ${drawShape(toast.tone)}<span>${toast.text}</span>
          <button type="button" class="button quiet small icon-only" aria-label="Dismiss" title="Dismiss" @click=${() => this.#dismiss(toast)}>
            ${drawIcon(xIcon, 'small')}
          </button>
        </p>`,
      )}
    </div>`;
  }

  #dismiss({ id }: Toast) {
    tell(this, 'care-dismiss', { id });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-toasts': CareToasts;
  }
  interface HTMLElementEventMap {
    'care-dismiss': CustomEvent<{ id: string }>;
  }
}
