import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../elements/base-styles.ts';
import { xIcon } from '../../elements/icons.ts';
import { tell } from '../../elements/tell.ts';
import '../../elements/button.ts';

/**
 * What is known about the case, laid over the conversation where there is no room beside it. It takes the focus and
 * gives it back; Escape closes it.
 *
 * @fires care-close - It is to be taken away.
 * @slot - The panel.
 */
@customElement('care-case-sheet')
export class CareCaseSheet extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { position: absolute; z-index: 4; inset: 0 0 0 auto; width: min(404px, 100%); border-inline-start: 1px solid var(--care-border); background: var(--care-surface); box-shadow: var(--care-shadow-2); }
      .sheet { display: flex; height: 100%; }
      .sheet:focus { outline: none; box-shadow: none; }
      .close { position: absolute; z-index: 1; inset-inline-end: var(--care-space-2); top: 4px; }
      ::slotted(*) { flex: 1; min-width: 0; }
    `,
  ];

  /** It covers all there is, and is the page meanwhile. */
  @property({ type: Boolean }) whole = false;

  #before: HTMLElement | null = null;

  override connectedCallback() {
    super.connectedCallback();
    this.#before = focused();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    const before = this.#before;
    // What lay under it can take the focus again once all of the page has been drawn.
    queueMicrotask(() => before?.focus());
  }

  protected override firstUpdated() {
    this.renderRoot.querySelector<HTMLElement>('.sheet')?.focus();
  }

  override render() {
    return html`<div class="sheet" role=${this.whole ? 'main' : 'complementary'} aria-label="About this case" tabindex="-1" @keydown=${this.#keyPressed}>
      ${this.whole ? html`<h1 class="visually-hidden">Case</h1><h2 class="visually-hidden">About this case</h2>` : ''}
      <care-button class="close" variant="quiet" label="Close" .icon=${xIcon} @click=${() => tell(this, 'care-close')}></care-button>
      <slot></slot>
    </div>`;
  }

  #keyPressed(event: KeyboardEvent) {
    // It was meant for a menu or a dialog that is open inside.
    const isInside =
      event.defaultPrevented || event.composedPath().some((at) => at instanceof HTMLDialogElement);
    if (event.key !== 'Escape' || isInside) return;
    event.preventDefault();
    tell(this, 'care-close');
  }
}

/** Within all the elements around it. */
function focused(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-sheet': CareCaseSheet;
  }
}
