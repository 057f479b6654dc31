import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { xIcon } from './icons.ts';
import { tell } from './tell.ts';

/**
 * A question or a result that comes first. The browser keeps the focus inside and gives it back.
 *
 * @fires care-close - It was closed by Escape or the cross; set `open` to false.
 * @slot - The words.
 * @slot actions - The buttons, the primary one last.
 */
@customElement('care-dialog')
export class CareDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      dialog {
        width: min(480px, calc(100vw - 24px)); max-height: calc(100vh - 24px); padding: 0; border: 1px solid var(--care-border); border-radius: var(--care-radius-card);
        background: var(--care-surface-raised); color: var(--care-text); font: var(--care-type-body); box-shadow: var(--care-shadow-2); overflow: auto;
      }
      dialog::backdrop { background: rgb(0 0 0 / 0.45); }
      .top { display: flex; align-items: center; gap: var(--care-space-4); padding: var(--care-space-5) var(--care-space-5) var(--care-space-4) var(--care-space-6); }
      h2 { flex: 1; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      .body { padding: 0 var(--care-space-6) var(--care-space-6); overflow-wrap: anywhere; }
      .end { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--care-space-4); padding: var(--care-space-5) var(--care-space-6); border-top: 1px solid var(--care-border); background: var(--care-surface-sunken); }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() heading = '';

  @query('dialog') private dialog!: HTMLDialogElement;

  protected override updated(changed: PropertyValues<this>) {
    if (!changed.has('open')) return;
    if (this.open && !this.dialog.open) this.dialog.showModal();
    else if (!this.open && this.dialog.open) this.dialog.close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @cancel=${this.#cancelled} @close=${this.#closed}>
      ${
        this.open
          ? html`<div class="top">
                <h2 id="heading">${this.heading}</h2>
                <button type="button" class="button quiet small icon-only" aria-label="Close" title="Close" @click=${this.#ask}>${drawIcon(xIcon)}</button>
              </div>
              <div class="body"><slot></slot></div>
              <div class="end"><slot name="actions"></slot></div>`
          : nothing
      }
    </dialog>`;
  }

  #cancelled(event: Event) {
    event.preventDefault();
    this.#ask();
  }

  /** The browser closed it by itself; say so, or `open` would lie. Of our own closing we may hear after the next opening. */
  #closed() {
    if (this.open && !this.dialog.open) this.#ask();
  }

  #ask() {
    tell(this, 'care-close');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-dialog': CareDialog;
  }
  interface HTMLElementEventMap {
    'care-close': CustomEvent<undefined>;
  }
}
